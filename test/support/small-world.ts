// A few tickets of November 2026 whose figures can be worked out by hand, brought in through the API as history. Times are
// Vilnius (two hours ahead of UTC then); the world is looked at on Monday 23 November at 11:00.

export const smallWorldNow = new Date('2026-11-23T09:00:00Z')

type Post = <T>(method: 'POST' | 'PATCH', path: string, body: object) => Promise<T>

export interface SmallWorld {
  readonly companies: { readonly enterprise: string; readonly premium: string; readonly none: string }
  readonly engineers: { readonly petras: string; readonly asta: string }
  /** Ticket numbers by what they are about. */
  readonly tickets: Record<'busy' | 'late' | 'ignored' | 'unpromised' | 'night' | 'overdue' | 'october', number>
}

/** An instant of November 2026 (or `month`) by the clock in Vilnius. */
function vilnius(day: number, time: string, month = '11'): string {
  const instant = new Date(`2026-${month}-${String(day).padStart(2, '0')}T${time}:00+02:00`)
  return instant.toISOString()
}

export async function bringInSmallWorld(post: Post): Promise<SmallWorld> {
  const make = async (path: string, body: object) => (await post<{ id: string }>('POST', path, body)).id
  const enterprise = await make('/companies', { name: 'Baltic Voice' })
  const premium = await make('/companies', { name: 'Nordic Calls' })
  const none = await make('/companies', { name: 'Free Talk' })
  await make(`/companies/${enterprise}/subscriptions`, { plan: 'ENTERPRISE', startsOn: '2026-01-01' })
  await make(`/companies/${premium}/subscriptions`, { plan: 'PREMIUM', startsOn: '2026-01-01' })
  const petras = await make('/engineers', { name: 'Petras Jankauskas', role: 'engineer' })
  const asta = await make('/engineers', { name: 'Asta Vaitkutė', role: 'engineer' })
  const contact = await make(`/companies/${enterprise}/contacts`, { name: 'Jonas' })

  const open = async (company: string, priority: string, openedAt: string) => {
    const words = { summary: 'No audio', description: 'No audio in one direction', priority, company, openedAt }
    return (await post<{ number: number }>('POST', '/tickets', words)).number
  }
  const say = (number: number, author: object, at: string, more: object = {}) =>
    post('POST', `/tickets/${number}/comments`, { author, body: 'Please try again', at, ...more })
  const change = (number: number, body: object) => post('PATCH', `/tickets/${number}`, body)

  // Answered after 10 minutes; then asked at 10:30 and answered at 11:00 with a question, which waits until 15:00; that is
  // answered at 17:00, two hours later to the second. Resolved at 17:30: open for 7.5 h, 4 of them waiting.
  const busy = await open(enterprise, 'high', vilnius(16, '10:00'))
  await change(busy, { assignee: petras, at: vilnius(16, '10:05') })
  await say(busy, { engineer: petras }, vilnius(16, '10:10'))
  await say(busy, { contact }, vilnius(16, '10:30'))
  await say(busy, { engineer: petras }, vilnius(16, '11:00'), { waitingForClient: true })
  await say(busy, { contact }, vilnius(16, '15:00'))
  await say(busy, { engineer: petras }, vilnius(16, '17:00'))
  await change(busy, { status: 'resolved', at: vilnius(16, '17:30') })

  // Friday 17:00 to Monday 10:30 are 3.5 working hours: 1.5 too many. Still open.
  const late = await open(enterprise, 'medium', vilnius(13, '17:00'))
  await say(late, { engineer: asta }, vilnius(16, '10:30'))
  await change(late, { assignee: asta, at: vilnius(16, '10:31') })

  // Resolved after 3.5 h without a word to the client.
  const ignored = await open(premium, 'low', vilnius(17, '09:00'))
  await change(ignored, { status: 'resolved', at: vilnius(17, '12:30') })

  // Nothing is promised without a plan; answered after 20 minutes.
  const unpromised = await open(none, 'medium', vilnius(18, '08:00'))
  await say(unpromised, { engineer: petras }, vilnius(18, '08:20'))
  await change(unpromised, { status: 'closed', at: vilnius(18, '10:00') })

  // A Blocker on Saturday at three in the night, answered after 5 minutes of the wall clock. Still open.
  const night = await open(enterprise, 'blocker', vilnius(21, '03:00'))
  await say(night, { engineer: asta }, vilnius(21, '03:05'))

  // Opened today at 08:00, due at 10:00, nobody has answered.
  const overdue = await open(premium, 'high', vilnius(23, '08:00'))

  // The month before, answered after 5 minutes and closed a day later.
  const october = await open(enterprise, 'high', vilnius(30, '17:50', '10'))
  await say(october, { engineer: petras }, vilnius(30, '17:55', '10'))
  await change(october, { status: 'closed', at: vilnius(31, '17:50', '10') })
  return {
    companies: { enterprise, premium, none },
    engineers: { petras, asta },
    tickets: { busy, late, ignored, unpromised, night, overdue, october },
  }
}
