// Loaded before every test file: makes a connection to anything but this machine impossible, so that no test can depend
// on the outside, and no mistake can reach it.
import { isIP, Socket } from 'node:net'

const { connect } = Socket.prototype
const guarded = Symbol.for('support-assistant.no-outside-network')

/** One worker loads this anew for each of its files. */
if (!(guarded in connect)) {
  const connectInside = function (this: Socket, ...args: unknown[]) {
    const host = hostOf(args)
    if (!isLoopback(host)) throw new Error(`A test tried to connect to ${host}. Tests talk to this machine only.`)
    return Reflect.apply(connect, this, args)
  }
  Socket.prototype.connect = Object.assign(connectInside, { [guarded]: true }) as typeof connect
}

/** The host among the ways to call connect: (options), (port, host), (path), or all of that normalised in an array. */
function hostOf(args: readonly unknown[]): string {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { host?: string | null; path?: string | null }
    return path ? 'localhost' : (host ?? 'localhost')
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return 'localhost'
  return typeof second === 'string' ? second : 'localhost'
}

function isLoopback(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '').replace(/^::ffff:/i, '')
  if (isIP(address) === 4) return address.startsWith('127.')
  return address === '::1' || address === 'localhost' || address === '0.0.0.0'
}
