// The check of WhatsApp's message templates as a command: npm run whatsapp:templates. Lists, for each notice and language, whether
// Meta has approved the template that WHATSAPP_TEMPLATES names. Exit status 1 when one is missing, 78 when the settings are wrong.
import { createGraphApi } from './channels/whatsapp/cloud/graph-api.ts'
import { checkTemplates, readTemplates, type TemplateLine } from './channels/whatsapp/cloud/template-check.ts'
import { ConfigurationFault, readConfig } from './config.ts'
import { languages } from './domain/language.ts'
import { noticeKinds } from './domain/notification.ts'

const exitConfiguration = 78

async function main(): Promise<number> {
  const { whatsapp } = readConfig()
  if (whatsapp?.provider !== 'cloud') return refuse('WHATSAPP_PROVIDER is not cloud: nothing else has templates')
  if (whatsapp.businessId === null) return refuse('WHATSAPP_CLOUD_BUSINESS_ID is needed: templates belong to the business')
  const api = createGraphApi({ root: whatsapp.apiRoot, token: whatsapp.token, seconds: 20 })
  const known = await readTemplates(api, whatsapp.businessId)
  const lines = checkTemplates(whatsapp.templates, known, { kinds: noticeKinds, languages })
  for (const line of lines) console.log(toText(line))
  const faults = lines.filter(({ fault }) => fault !== null).length
  console.log(
    faults === 0 ? 'All can be used.' : `${faults} of ${lines.length} cannot be used: those take the person's next channel.`,
  )
  return faults === 0 ? 0 : 1
}

function toText({ kind, language, template, inEnglish, fault }: TemplateLine): string {
  const words = template === null ? '' : `${template}${inEnglish ? ' in English' : ''}: `
  return `${fault === null ? 'ok     ' : 'MISSING'} ${kind.padEnd(22)} ${language}  ${words}${fault ?? 'approved'}`
}

function refuse(words: string): number {
  console.error(words)
  return exitConfiguration
}

try {
  process.exitCode = await main()
} catch (error) {
  const isSettings = error instanceof ConfigurationFault
  console.error(error instanceof Error ? error.message : 'the check failed')
  process.exitCode = isSettings ? exitConfiguration : 1
}
