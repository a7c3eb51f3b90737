// What a scenario does to the server: ends connections in every way there is, refuses, loses, holds back.
import { deliverToAll } from './client-queue.ts'
import type { Controls, DisconnectCode } from './controls-contract.ts'
import type { QuerySwitch } from './switches.ts'
import { createSwitches } from './switches.ts'
import { changed, freshId, type Line, type World } from './world.ts'

const always = Number.POSITIVE_INFINITY

/** @param lines every line there is, logged in or not; of one account, if named. */
export function createControls(world: World, lines: (of?: { readonly number: string }) => readonly Line[]): Controls {
  const { switches } = world
  const dropOrRefuse = (fits: QuerySwitch['fits'], code: number | null, left: number): void =>
    void switches.queries.push({ fits, code, left })

  return {
    disconnect(code, of) {
      if (code === 408) {
        switches.silent = true
        return
      }
      for (const line of lines(of)) end(line, code)
    },
    refuseLogins(code, times = always) {
      switches.logins = { code, left: times }
    },
    cut(of) {
      for (const line of lines(of)) line.cut()
    },
    silence(on) {
      switches.silent = on
    },
    latency(ms) {
      switches.latencyMs = ms
    },
    refuseMessages(code, times = always) {
      switches.messages = { code, left: times }
    },
    loseMessages(times = always) {
      switches.lost = times
    },
    holdAcks() {
      switches.acksHeld = true
    },
    releaseAcks() {
      switches.acksHeld = false
      for (const send of switches.heldAcks.splice(0)) send()
    },
    restrict(until) {
      switches.restrictedUntil = until
      for (const account of world.accounts.values()) deliverToAll(world, account, restrictionNotice(freshId(world), until))
    },
    dropQueries(which, times = always) {
      dropOrRefuse(typeof which === 'string' ? ({ attrs }) => attrs['xmlns'] === which : which, null, times)
    },
    refuseQueries(namespace, code, times = always) {
      dropOrRefuse(({ attrs }) => attrs['xmlns'] === namespace, code, times)
    },
    failUploads(times = always) {
      switches.failedUploads = times
    },
    reset() {
      Object.assign(switches, createSwitches(), { heldAcks: switches.heldAcks, queries: switches.queries })
      switches.heldAcks.length = 0
      switches.queries.length = 0
      world.faults.length = 0
      changed(world)
    },
  }
}

function end(line: Line, code: Exclude<DisconnectCode, 408>): void {
  if (code === 428) line.send({ tag: 'xmlstreamend', attrs: {} })
  else if (code === 411) line.send({ tag: 'ib', attrs: {}, content: [{ tag: 'downgrade_webclient', attrs: {} }] })
  else if (code === 440)
    line.send({ tag: 'stream:error', attrs: {}, content: [{ tag: 'conflict', attrs: { type: 'replaced' } }] })
  else line.send({ tag: 'stream:error', attrs: { code: String(code) } })
  line.close()
}

function restrictionNotice(id: string, until: Date | null): Parameters<typeof deliverToAll>[2] {
  const ends = until ? String(Math.floor(until.getTime() / 1000)) : '0'
  const told = { is_active: until !== null, time_enforcement_ends: ends, enforcement_type: 'DEFAULT' }
  const words = JSON.stringify({ data: { xwa2_notify_account_reachout_timelock: told } })
  const update = { tag: 'update', attrs: { op_name: 'NotificationUserReachoutTimelockUpdate' }, content: Buffer.from(words) }
  return { tag: 'notification', attrs: { id, type: 'mex', from: '@s.whatsapp.net' }, content: [update] }
}
