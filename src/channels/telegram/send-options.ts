// What a send needs beside its content, and what comes of one call. Types only.
import type { Readable } from 'node:stream'
import type { OutboundFile } from '../../domain/channel.ts'
import type { CallFailure } from './call-failure.ts'
import type { CallLimits, TelegramApi } from './telegram-api.ts'

export interface SendOptions {
  readonly api: TelegramApi
  readonly callLimits: CallLimits
  readonly floodScope: (address: string, afterSeconds: number) => 'conversation' | 'account'
  readonly open: (file: OutboundFile) => Promise<Readable>
}

/** `address`: of a room that was opened. */
export type Result =
  | { readonly ok: true; readonly messageIds: readonly string[]; readonly address?: string }
  | { readonly ok: false; readonly failure: CallFailure | 'file-unreadable' | 'too-large' | 'empty-file' | 'no-room' }
