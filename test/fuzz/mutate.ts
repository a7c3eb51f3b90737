// Spoiling JSON: values swapped for strange ones, fields left out, doubled or added, anywhere in the tree. The same random
// numbers spoil the same way.
import type { Random } from '../chaos/seeded-random.ts'

const strange: readonly [unknown, ...unknown[]] = [
  null,
  true,
  '',
  ' ',
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e300,
  '0',
  'a\0b',
  '\ud800',
  '\u202egnp.exe',
  'Ą̷͕č̶ę̴ėįšų„“🙈👩‍👩‍👧',
  "1'; DROP TABLE ticket; --",
  '<script>alert(1)</script>',
  '*_`[](tg://user?id=1)`_*',
  '{{x}} %s %n $1 \\',
  '../../../../etc/passwd',
  'x'.repeat(5000),
  '🙈'.repeat(3000),
  [],
  {},
  [[]],
  [null],
  { __proto__: null, constructor: { prototype: {} } },
  '2026-02-30T10:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '018f0000-0000-7000-8000-000000000000',
]

/** A value that belongs nowhere; a copy, because it may be changed further. */
export function strangeValue(random: Random): unknown {
  return structuredClone(random.pick(strange))
}

/** The value with one to three things in it changed; what was given stays as it is. */
export function mutate(value: unknown, random: Random): unknown {
  let changed = structuredClone(value)
  for (let left = random.between(1, 3); left > 0; left--) changed = changeOne(changed, random)
  return changed
}

function changeOne(value: unknown, random: Random): unknown {
  // Deeper as often as not, as long as there is a deeper.
  if (typeof value !== 'object' || value === null || random.next() < 0.15) return replace(value, random)
  const keys = Object.keys(value)
  const key = keys[random.between(0, keys.length - 1)]
  if (key === undefined || random.next() < 0.1) {
    Reflect.set(value, random.pick(['unknown', 'id', '__proto_', '0', '']), strangeValue(random))
    return value
  }
  if (random.next() < 0.15) Reflect.deleteProperty(value, key)
  else Reflect.set(value, key, changeOne(Reflect.get(value, key), random))
  return value
}

function replace(value: unknown, random: Random): unknown {
  if (typeof value === 'string' && random.next() < 0.4) return spoilText(value, random)
  if (typeof value === 'number' && random.next() < 0.4) return random.pick([-value, value + 0.5, value * 1e6, String(value)])
  if (random.next() < 0.1) return nest(value, random.pick([10, 100, 1000]))
  return strangeValue(random)
}

/** Cut, doubled, or with something strange put in. */
export function spoilText(text: string, random: Random): string {
  const at = random.between(0, text.length)
  const inserted = random.pick(['\0', '\ud800', '\u200b', '\n', '"', '\\', '%', '🙈', '\u202e', '#10001', '/', ' '])
  return random.pick([text.slice(0, at), text + text, text.slice(0, at) + inserted + text.slice(at), text.toUpperCase()])
}

function nest(value: unknown, levels: number): unknown {
  let nested = value
  for (let level = 0; level < levels; level++) nested = level % 2 === 0 ? [nested] : { a: nested }
  return nested
}
