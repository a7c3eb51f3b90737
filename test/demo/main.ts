// `npm run demo`: stories told through the front door, printed as transcripts. Nothing is scripted but what people write and
// press. The main one, or those that are named: npm run demo -- saturday-night friday-evening
import { tellFridayEvening } from './friday-evening.ts'
import { tellMainJob } from './main-job.ts'
import { tellMonth } from './month.ts'
import { tellSaturdayNight } from './saturday-night.ts'
import { tellShift } from './shift.ts'
import { onStage, staffChatId } from './stage.ts'
import { tellTopics } from './topics.ts'

const stories = {
  'main-job': tellMainJob,
  'saturday-night': tellSaturdayNight,
  'friday-evening': tellFridayEvening,
  shift: tellShift,
  topics: tellTopics,
  month: tellMonth,
}

const named = process.argv.slice(2)
const wanted = named.length === 0 ? ['main-job'] : named
for (const name of wanted) {
  const tell = stories[name as keyof typeof stories]
  if (tell === undefined) throw new Error(`no story "${name}"; there are: ${Object.keys(stories).join(', ')}`)
  await onStage(tell, name === 'topics' ? { TELEGRAM_STAFF_CHAT_ID: String(staffChatId) } : {})
}
