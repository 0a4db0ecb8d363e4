// Which build of the page this is, as its document says: a hash over all files, written when it was built. Empty while developing.

export const build = typeof document === 'undefined' ? '' : document.querySelector<HTMLMetaElement>('meta[name="tutti-build"]')?.content ?? '';
