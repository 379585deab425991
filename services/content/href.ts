export { canonicalHref, MAX_ADDRESS } from '#domain/documents/href.ts'
