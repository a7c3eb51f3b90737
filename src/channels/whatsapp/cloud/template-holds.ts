// Templates that are not used for now, because Meta refused or paused them: what one process learns, all have to know. Where
// they are kept is behind this port (db/template-holds.ts).

export interface TemplateName {
  readonly name: string
  readonly language: string
}

export interface TemplateHolds {
  /** Whether the template is held at this time. */
  isHeld(template: TemplateName): Promise<boolean>
  /** Not used until then, or until it is lifted. */
  hold(template: TemplateName, reason: string, until: Date): Promise<void>
  lift(template: TemplateName): Promise<void>
}
