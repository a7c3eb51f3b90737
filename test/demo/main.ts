// `npm run demo`: stories told through the front door, printed as transcripts. Nothing is scripted but what people write and
// press. All of them, or those that are named: npm run demo -- main-job
import { tellMainJob } from './main-job.ts'
import { onStage } from './stage.ts'

const stories = { 'main-job': tellMainJob }

const wanted = process.argv.slice(2)
for (const [name, tell] of Object.entries(stories)) if (wanted.length === 0 || wanted.includes(name)) await onStage(tell)
