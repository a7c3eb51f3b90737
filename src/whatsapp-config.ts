// WhatsApp's settings: what its variables mean together, and what its adapters get to see. What each may be is environment.ts.
import type { Language } from './domain/language.ts'
import type { Environment } from './environment.ts'

/** Which template stands for a notice, by its kind ("*": every other) and language. */
export type Templates = Readonly<Record<string, Partial<Readonly<Record<Language, string>>>>>

/** WhatsApp, through a linked device or through the Cloud API. */
export type WhatsAppConfig =
  | {
      readonly provider: 'baileys'
      /** May say something unasked outside an open conversation. */
      readonly proactive: boolean
      /** An address of this machine, for tests and the playground; null: the real server. */
      readonly socketUrl: string | null
      /** The path of credentials to begin with while the auth store is empty; only with `socketUrl`. */
      readonly credsFile: string | null
      /** Least time between two messages to one contact; 0: none. */
      readonly paceSeconds: number
    }
  | {
      readonly provider: 'cloud'
      readonly proactive: boolean
      /** With the version, without a trailing slash. */
      readonly apiRoot: string
      readonly token: string
      readonly phoneNumberId: string
      readonly businessId: string | null
      readonly appSecret: string
      readonly verifyToken: string
      readonly templates: Templates
    }

/** Without these the Cloud API cannot be used. */
export const cloudNames = [
  'WHATSAPP_CLOUD_TOKEN',
  'WHATSAPP_CLOUD_PHONE_NUMBER_ID',
  'WHATSAPP_CLOUD_APP_SECRET',
  'WHATSAPP_CLOUD_VERIFY_TOKEN',
] as const

/** What the checked variables say of it; null: off. */
export function toWhatsApp(values: Environment): WhatsAppConfig | null {
  const proactive = (otherwise: boolean) =>
    values.WHATSAPP_PROACTIVE === undefined ? otherwise : values.WHATSAPP_PROACTIVE === 'on'
  if (values.WHATSAPP_PROVIDER === 'baileys') {
    return {
      provider: 'baileys',
      proactive: proactive(false),
      socketUrl: values.WHATSAPP_SOCKET_URL ?? null,
      credsFile: values.WHATSAPP_CREDS_FILE ?? null,
      paceSeconds: values.WHATSAPP_PACE_SECONDS ?? 2,
    }
  }
  if (values.WHATSAPP_PROVIDER !== 'cloud') return null
  return {
    provider: 'cloud',
    proactive: proactive(true),
    apiRoot: values.WHATSAPP_CLOUD_API_ROOT ?? 'https://graph.facebook.com/v25.0',
    token: values.WHATSAPP_CLOUD_TOKEN ?? '',
    phoneNumberId: values.WHATSAPP_CLOUD_PHONE_NUMBER_ID ?? '',
    businessId: values.WHATSAPP_CLOUD_BUSINESS_ID ?? null,
    appSecret: values.WHATSAPP_CLOUD_APP_SECRET ?? '',
    verifyToken: values.WHATSAPP_CLOUD_VERIFY_TOKEN ?? '',
    templates: values.WHATSAPP_TEMPLATES ?? {},
  }
}
