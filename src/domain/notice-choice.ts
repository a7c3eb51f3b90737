// What somebody can choose to be told. Groups of notices, each for those whom it concerns; some can be switched off, and those that
// carry the desk's promises cannot.
import type { NoticeKind } from './notification.ts'
import type { Contact, Engineer } from './party.ts'
import { type Action, may } from './permissions.ts'

interface Group {
  readonly kinds: readonly NoticeKind[]
  /** Whom it concerns: "client", "finance", "engineer", by what they may do. */
  readonly concerns: Action
  /** Cannot be switched off. */
  readonly fixed: boolean
}

/** In the order in which /settings lists them. A kind in no group is always said. */
export const noticeGroups = {
  answers: { kinds: ['ticket.comment', 'ticket.file-failed', 'blocker.acknowledged'], concerns: 'open-ticket', fixed: true },
  status: { kinds: ['ticket.status'], concerns: 'open-ticket', fixed: false },
  assigned: { kinds: ['ticket.assigned'], concerns: 'open-ticket', fixed: false },
  priority: { kinds: ['ticket.priority'], concerns: 'open-ticket', fixed: false },
  invoices: {
    kinds: ['invoice.issued', 'invoice.due', 'invoice.overdue', 'invoice.cancelled'],
    concerns: 'invoices',
    fixed: true,
  },
  payments: { kinds: ['invoice.partly-paid', 'invoice.paid'], concerns: 'invoices', fixed: false },
  work: { kinds: ['ticket.assigned', 'ticket.comment', 'ticket.status'], concerns: 'take', fixed: true },
  calls: { kinds: ['blocker.call', 'blocker.acknowledged', 'on-call.swap'], concerns: 'take', fixed: true },
  digests: { kinds: ['digest'], concerns: 'take', fixed: true },
  opened: { kinds: ['ticket.opened'], concerns: 'take', fixed: false },
  warnings: { kinds: ['ticket.warning'], concerns: 'take', fixed: false },
  handOvers: { kinds: ['hand-over'], concerns: 'take', fixed: false },
  consents: { kinds: ['ticket.consent'], concerns: 'take', fixed: false },
} as const satisfies Record<string, Group>

export type NoticeGroup = keyof typeof noticeGroups

/** The groups that can be switched off. */
export const switchableGroups = (Object.keys(noticeGroups) as NoticeGroup[]).filter((name) => !noticeGroups[name].fixed)

/** The groups that concern this person, in the order of the list. */
export function groupsFor(person: Contact | Engineer): readonly NoticeGroup[] {
  return (Object.keys(noticeGroups) as NoticeGroup[]).filter((name) => may(person, noticeGroups[name].concerns))
}

/** A group by its name, if it is one that this person can switch off. */
export function toSwitchable(person: Contact | Engineer, name: string): NoticeGroup | null {
  return groupsFor(person).find((group) => group === name && !noticeGroups[group].fixed) ?? null
}

/** Whether they do not want notices of this kind. What cannot be switched off is told, whatever is stored. */
export function isSwitchedOff(person: Contact | Engineer, kind: NoticeKind): boolean {
  return groupsFor(person).some((name) => {
    const group: Group = noticeGroups[name]
    return !group.fixed && group.kinds.includes(kind) && person.mutedNotices.includes(name)
  })
}

/** The list with one group switched off or on. */
export function withSwitch(muted: readonly string[], group: NoticeGroup, on: boolean): string[] {
  return [...muted.filter((name) => name !== group), ...(on ? [] : [group])]
}
