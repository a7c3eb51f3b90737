// Which method is done by which function. A real method that is not here is validated, recorded and answered with `true`.
import type { Method } from '../method-call.ts'
import { chatMethods } from './chats.ts'
import { commandMethods } from './commands.ts'
import { editMethods } from './edit.ts'
import { sendMediaMethods } from './send-media.ts'
import { sendTextMethods } from './send-text.ts'
import { topicMethods } from './topics.ts'
import { updateMethods } from './updates.ts'

export const methods: Readonly<Record<string, Method>> = {
  ...updateMethods,
  ...sendTextMethods,
  ...sendMediaMethods,
  ...editMethods,
  ...chatMethods,
  ...commandMethods,
  ...topicMethods,
}
