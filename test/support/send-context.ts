// What a channel is told beside the words of a part, for tests that send by hand.
import type { SendContext } from '../../src/domain/channel.ts'

let sends = 0

/** An answer to somebody who wrote just now; each call is a part of its own unless `key` is given. */
export function sendContext(context: Partial<SendContext> = {}): SendContext {
  return {
    open: () => Promise.reject(new Error('no file is sent here')),
    key: `test-${++sends}`,
    lastHeardAt: new Date(),
    notice: null,
    ...context,
  }
}
