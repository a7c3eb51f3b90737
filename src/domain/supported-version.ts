// Whether a server runs a version of its product that the vendor still supports (RULES 2). Which those are is in the catalogue:
// they change with every release.
import type { Catalogue } from './catalogue.ts'

export interface ServerVersion {
  readonly product: string | null
  readonly version: string | null
}

/**
 * The product's supported versions, when the server's own is none of them; null when it is, or when product or version are not
 * known. Case and a leading "v" do not count, and "17.2" is a version 17.
 */
export function findSupportedInstead(
  catalogue: Pick<Catalogue, 'supportedVersions'>,
  server: ServerVersion,
): readonly string[] | null {
  const { product, version } = server
  if (product === null || version === null || plain(version) === '') return null
  const [, supported] = Object.entries(catalogue.supportedVersions).find(([name]) => plain(name) === plain(product)) ?? []
  if (supported === undefined) return null
  const own = withoutProduct(plain(version), plain(product))
  const fits = supported
    .map((name) => withoutProduct(plain(name), plain(product)))
    .some((name) => own === name || own.startsWith(`${name}.`))
  return fits ? null : supported
}

function plain(name: string): string {
  return name.trim().toLowerCase()
}

/** "mor v17" and "v17" are "17". */
function withoutProduct(version: string, product: string): string {
  const bare = version.startsWith(product) ? version.slice(product.length).trim() : version
  return bare.replace(/^v(?:ersion)?[\s.]*(?=\d)/, '')
}
