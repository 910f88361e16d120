import { readFile } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import type { Upload } from './multipart.ts'
import { oggSilence } from './ogg.ts'

/** Small real files, for those who need any photo, any voice. */
export async function makeSample(kind: string): Promise<Upload & { duration?: number }> {
  switch (kind) {
    case 'photo':
      return {
        bytes: await draw(1280, 960).jpeg().toBuffer(),
        name: 'photo.jpg',
        mimeType: 'image/jpeg',
      }
    case 'sticker':
      return {
        bytes: await draw(512, 512).webp().toBuffer(),
        name: 'sticker.webp',
        mimeType: 'image/webp',
      }
    case 'voice':
      return { bytes: oggSilence(3), name: 'voice.oga', mimeType: 'audio/ogg', duration: 3 }
    case 'audio':
      return { bytes: oggSilence(5), name: 'melody.ogg', mimeType: 'audio/ogg', duration: 5 }
    case 'document':
      return { bytes: Buffer.from(PDF), name: 'Договор № 1042.pdf', mimeType: 'application/pdf' }
    default:
      return {
        bytes: await readFile(new URL('./samples/video.mp4', import.meta.url)),
        name: 'video.mp4',
        mimeType: 'video/mp4',
        duration: 2,
      }
  }
}

function draw(width: number, height: number): Sharp {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120" preserveAspectRatio="xMidYMid slice"
    width="${width}" height="${height}"><defs><linearGradient id="sky" x2="0" y2="1">
    <stop stop-color="#b9cdf5"/><stop offset="1" stop-color="#f6ead8"/></linearGradient></defs>
    <rect width="160" height="120" fill="url(#sky)"/><circle cx="118" cy="38" r="12" fill="#fff3cf"/>
    <path d="M0 92l44-40 30 28 22-18 64 44v14H0z" fill="#5e79ad"/>
    <path d="M0 104l60-22 40 16 60-12v34H0z" fill="#31476f"/></svg>`
  return sharp(Buffer.from(svg))
}

const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 51>>stream
BT /F 24 Tf 72 760 Td (Otklik sandbox sample) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
`
