// The clocks once more, as simply as they can be written: a minute-by-minute walk that shares words but no code with src/domain. It is
// slow, knows Vilnius in the autumn of 2026 only, and takes events on whole minutes.
import type { ResponsePromise } from '../../src/domain/plan-terms.ts'
import { type Priority, priorities } from '../../src/domain/priority.ts'
import type { ClockEvent } from '../../src/domain/sla.ts'

const minute = 60_000
const first = Date.parse('2026-10-01T00:00Z') / minute
const last = Date.parse('2027-03-01T00:00Z') / minute
const holidays = ['2026-11-01', '2026-11-02', '2026-12-24', '2026-12-25', '2026-12-26', '2027-01-01', '2027-02-16']
const local = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Vilnius',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
})

/** Per hour, for minutes since 1970: whether the desk is open. */
const openHours = Array.from({ length: (last - first) / 60 }, (_, index) => {
  const [day = '', hour = ''] = local.format((first + index * 60) * minute).split(' ')
  const weekday = new Date(`${day}T12:00Z`).getUTCDay()
  return weekday >= 1 && weekday <= 5 && !holidays.includes(day) && Number(hour) >= 8 && Number(hour) < 18
})

export function isOpenMinute(at: number): boolean {
  const open = openHours[Math.floor((at - first) / 60)]
  if (open === undefined) throw new Error('the naive calendar ends here')
  return open
}

/** What a clock shows; times in minutes since 1970. */
export interface NaiveClock {
  kind: string
  startedAt: number
  time: 'working' | 'plain'
  used: number
  /** Minutes until it is due, known only in a pause. */
  left: number | null
  dueAt: number | null
  paused: boolean
  stoppedAt: number | null
  outcome: 'kept' | 'breached' | 'cancelled' | null
  messageId: string | null
}

/** The clocks that were ever shown, in order, with the time each has used until `until`. */
export function walkClocks(events: readonly ClockEvent[], until: number): NaiveClock[] {
  const desk = new NaiveDesk()
  let next = 0
  const begin = (events[0]?.at.getTime() ?? 0) / minute
  for (let now = begin; now <= until; now += 1) {
    for (; next < events.length && (events[next]?.at.getTime() ?? 0) / minute === now; next += 1) desk.happen(events[next], now)
    if (now < until) desk.passMinute(now)
  }
  return desk.shown
}

class NaiveDesk {
  /** Every message that wants an answer has a clock of its own; only the oldest one's is shown. */
  clocks: NaiveClock[] = []
  shown: NaiveClock[] = []
  promises: Record<string, ResponsePromise | null> = {}
  priority: Priority = 'low'
  order = 0
  catalogue = ''
  status = 'open'

  passMinute(now: number): void {
    for (const clock of this.clocks)
      if (clock.stoppedAt === null && !clock.paused && (clock.time === 'plain' || isOpenMinute(now))) clock.used += 1
  }

  happen(event: ClockEvent | undefined, now: number): void {
    if (event === undefined) return
    const running = this.clocks.filter((clock) => clock.stoppedAt === null)
    if (event.kind === 'opened') {
      this.promises = event.terms.promises
      this.priority = event.priority
      this.order = event.terms.order
      this.catalogue = event.terms.catalogue
      this.begin('first-response', now)
      this.begin('resolution', now)
    }
    if (event.kind === 'client-message' && this.status !== 'ended') {
      this.unpause(now)
      if (event.needsAnswer && !running.some((clock) => clock.kind === 'first-response'))
        this.begin('next-response', now, event.messageId)
    }
    if (event.kind === 'no-answer-needed')
      for (const clock of running.filter((one) => one.messageId === event.messageId)) stop(clock, now, 'cancelled')
    if (event.kind === 'answered') for (const clock of running) if (clock.kind !== 'resolution') stop(clock, now)
    if (event.kind === 'priority') {
      const raised = priorities.indexOf(event.priority) < priorities.indexOf(this.priority)
      const same = event.priority === this.priority
      this.priority = event.priority
      if (!same) for (const clock of running) this.change(clock, now, raised)
    }
    // The random plans are of one catalogue each; another catalogue's are judged by a table of their own.
    if (event.kind === 'plan' && this.status !== 'ended' && event.terms.catalogue === this.catalogue)
      if (event.terms.order < this.order) {
        this.promises = event.terms.promises
        this.order = event.terms.order
        for (const clock of running) this.change(clock, now, true)
      }
    if (event.kind === 'waiting' && this.status === 'open') {
      this.status = 'waiting'
      for (const clock of running) if (clock.kind === 'resolution') pause(clock, now)
    }
    if (event.kind === 'waiting-ended') this.unpause(now)
    if ((event.kind === 'resolved' || event.kind === 'closed') && this.status !== 'ended') {
      this.status = 'ended'
      for (const clock of running) stop(clock, now)
    }
    if (event.kind === 'reopened' && this.status === 'ended') {
      this.status = 'open'
      this.begin('resolution', now)
      if (event.byClient) this.begin('next-response', now)
    }
    this.show()
  }

  /** A next response is shown once it is the oldest that runs. */
  show(): void {
    const oldest = this.clocks.find((clock) => clock.kind === 'next-response' && clock.stoppedAt === null)
    for (const clock of this.clocks)
      if (!this.shown.includes(clock) && (clock.kind !== 'next-response' || clock === oldest)) this.shown.push(clock)
  }

  unpause(now: number): void {
    if (this.status !== 'waiting') return
    this.status = 'open'
    for (const clock of this.clocks) if (clock.paused && clock.stoppedAt === null) resume(clock, now)
  }

  begin(kind: string, now: number, messageId: string | null = null): void {
    const promise = this.promises[this.priority] ?? null
    const minutes = minutesOf(promise, kind)
    const time = promise?.time ?? 'working'
    this.clocks.push({
      kind,
      startedAt: now,
      time,
      used: 0,
      left: null,
      dueAt: minutes === null ? null : walk(now, minutes, time),
      paused: false,
      stoppedAt: null,
      outcome: null,
      messageId,
    })
  }

  change(clock: NaiveClock, now: number, raised: boolean): void {
    const promise = this.promises[this.priority] ?? null
    const minutes = minutesOf(promise, clock.kind)
    const old = clock.left === null ? clock.dueAt : walk(now, clock.left, clock.time)
    if (raised && minutes === null && old !== null) return
    clock.time = promise?.time ?? 'working'
    const left = (minutes ?? 0) - clock.used
    let due: number | null = null
    if (minutes !== null && raised) {
      const average = (promise?.averageSeconds ?? 0) / 60
      due = Math.min(old ?? Number.POSITIVE_INFINITY, Math.max(walk(now, left, clock.time), walk(now, average, clock.time)))
    } else if (minutes !== null) {
      due = left > 0 ? walk(now, left, clock.time) : Math.min(old ?? now, now)
    }
    clock.left = null
    clock.dueAt = due
    if (clock.paused) {
      clock.paused = false
      pause(clock, now)
    }
  }
}

function minutesOf(promise: ResponsePromise | null, kind: string): number | null {
  const seconds = kind === 'resolution' ? promise?.resolutionSeconds : promise?.guaranteedSeconds
  return seconds === undefined || seconds === null ? null : seconds / 60
}

function pause(clock: NaiveClock, now: number): void {
  clock.paused = true
  if (clock.dueAt === null || clock.dueAt < now) return
  clock.left = 0
  for (let at = now; at < clock.dueAt; at += 1) if (clock.time === 'plain' || isOpenMinute(at)) clock.left += 1
  clock.dueAt = null
}

function resume(clock: NaiveClock, now: number): void {
  clock.paused = false
  if (clock.left !== null) clock.dueAt = walk(now, clock.left, clock.time)
  clock.left = null
}

function stop(clock: NaiveClock, now: number, outcome: NaiveClock['outcome'] = null): void {
  if (clock.paused) resume(clock, now)
  clock.stoppedAt = now
  clock.outcome = outcome ?? (clock.dueAt === null ? null : now <= clock.dueAt ? 'kept' : 'breached')
}

/** The instant after so many counted minutes; none in working time: the first open minute. */
export function walk(from: number, minutes: number, time: 'working' | 'plain'): number {
  let at = from
  if (minutes <= 0) {
    while (time === 'working' && !isOpenMinute(at)) at += 1
    return at
  }
  for (let left = minutes; left > 0; at += 1) if (time === 'plain' || isOpenMinute(at)) left -= 1
  return at
}
