# The server with its pages; PostgreSQL is beside it (deploy/compose.yaml) or comes with the packages.
# The packages for the built-in PostgreSQL need glibc: Debian, not Alpine.
FROM node:24-bookworm-slim
WORKDIR /opt/otklik
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates git \
  && rm -rf /var/lib/apt/lists/*
COPY . .
# As bin/prepare does: the lockfile leaves out packages for other systems, and `npm ci` insists on them.
RUN npm install --no-save --no-audit --no-fund && npm run build --workspaces --if-present \
  && mkdir -p /var/lib/otklik && chown -R node: /var/lib/otklik /opt/otklik
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/var/lib/otklik
VOLUME /var/lib/otklik
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD node -e "fetch('http://127.0.0.1:3000/health').then(({ok}) => process.exit(ok ? 0 : 1), () => process.exit(1))"
STOPSIGNAL SIGTERM
CMD ["bin/start"]
