// The forms there are.
import type { FormName } from '../../domain/conversation.ts'
import { broadcastForm } from './broadcast-form.ts'
import { companyForm } from './company-form.ts'
import { contactForm } from './contact-form.ts'
import { engineerForm } from './engineer-form.ts'
import type { FormPlan } from './form-step.ts'
import { pairingForm } from './pairing-form.ts'
import { planForm } from './plan-form.ts'
import { serverForm } from './server-form.ts'
import { workForm } from './work-form.ts'

const forms: Readonly<Record<FormName, FormPlan>> = {
  company: companyForm,
  contact: contactForm,
  engineer: engineerForm,
  server: serverForm,
  plan: planForm,
  broadcast: broadcastForm,
  pairing: pairingForm,
  work: workForm,
}

export function findForm(name: FormName): FormPlan {
  return forms[name]
}
