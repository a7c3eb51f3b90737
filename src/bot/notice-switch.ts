// How a group of notices is shown where it can be switched: in one's own settings, and on a contact's page.
import type { Language } from '../domain/language.ts'
import { type NoticeGroup, noticeGroups } from '../domain/notice-choice.ts'
import type { RichText } from '../domain/rich-text.ts'
import { say, sayText } from '../texts/render.ts'

/** Told, not told, or always told. */
export function wordSwitch(language: Language, group: NoticeGroup, muted: readonly string[]): RichText {
  const values = { group: sayText(language, `notice-group-${group}`) }
  if (noticeGroups[group].fixed) return say(language, 'settings-fixed', values)
  return say(language, muted.includes(group) ? 'settings-off' : 'settings-on', values)
}

/** The label of the button that switches it: how it stands now. */
export function switchLabel(language: Language, group: NoticeGroup, off: boolean): string {
  return `${off ? '▫' : '✅'} ${sayText(language, `notice-group-${group}`)}`.slice(0, 40)
}
