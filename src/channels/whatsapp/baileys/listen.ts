// Listening to the library without its faults becoming the process's: what a listener throws, or rejects with, is logged.
import type { BaileysEventMap, WASocket } from '@whiskeysockets/baileys'
import type { Log } from '../../../domain/log.ts'
import type { Listen } from './live-session.ts'

export function createListen(events: WASocket['ev'], log: Log): Listen {
  return <Event extends keyof BaileysEventMap>(
    event: Event,
    listener: (payload: BaileysEventMap[Event]) => void | Promise<void>,
  ) => {
    const tell = (error: unknown) => log.error({ event, err: error }, 'whatsapp: a listener failed')
    events.on(event, (payload) => {
      try {
        const work = listener(payload)
        if (work instanceof Promise) work.catch(tell)
      } catch (error) {
        tell(error)
      }
    })
  }
}
