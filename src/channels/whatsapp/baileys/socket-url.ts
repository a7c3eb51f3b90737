// Which server the socket may talk to: WhatsApp's own, or, for tests and the playground, one on this machine. TLS is what
// proves the server, so an address without it, or another host, would hand the account to whoever answers there.

/** The address, checked. Undefined: the library's own. @throws for any host but this machine. */
export function socketUrl(address: string | undefined): URL | undefined {
  if (address === undefined) return undefined
  if (!URL.canParse(address)) throw new Error('the WhatsApp socket address is no address')
  const url = new URL(address)
  if (!['ws:', 'wss:'].includes(url.protocol)) throw new Error('the WhatsApp socket address has to begin with ws: or wss:')
  if (!isThisMachine(url.hostname)) throw new Error('the WhatsApp socket address has to be one of this machine')
  return url
}

/** Names other than localhost could be anybody's. */
function isThisMachine(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
