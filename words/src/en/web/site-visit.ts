export const siteVisit = {
  title: 'On the site',
  visitor: 'Visitor',
  online: 'on the site now',
  typing: 'typing…',
  seen: (moment: string) => `seen ${moment}`,
  page: 'Page',
  first: 'Began at',
  referrer: 'Came from',
}
