// A port that nothing listens on, for servers that cannot choose one themselves.
import { once } from 'node:events'
import { createServer } from 'node:net'

/** On loopback. Somebody else may take it before it is used; the caller's start then fails. */
export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}
