// The top of a group: back, and a menu of what people do to groups: deleting a topic, leaving, coming back, taking the bot out.
import { button } from './elements.js'
import { createMore } from './more.js'
import { post, remove } from './requests.js'
import { saveText } from './save-text.js'

/** `place()` is where one is: the topic (undefined for the general one), the person, and the path of both. */
export function createGroupHead({ root, group, staff, attempt, place, onClose, onBack }) {
  const choose = createMore(root)
  const panel = root.querySelector('.more-panel')
  const back = root.querySelector('.back')
  const path = `/groups/${group.id}`
  root.querySelector('.open-link').remove()
  back.addEventListener('click', onBack)

  const choice = (words, action) => choose(button(words), action)
  const stand = (what, person) => attempt(() => post(`${path}/as/${person}/${what}`))

  let drawn

  return {
    draw({ members, botPresent }) {
      const { topic, person } = place()
      // A menu that is the same stays, with the focus that may be in it.
      const state = JSON.stringify([members, botPresent, topic?.id, person])
      if (state === drawn) return
      drawn = state
      root.querySelector('.note').textContent = members.length === 1 ? '1 person' : `${members.length} people`
      const me = members.find(({ id }) => String(id) === person)
      const away = staff().filter(({ id }) => !members.some((member) => member.id === id))
      const by = person || staff()[0]?.id
      panel.replaceChildren(
        ...(topic ? [choice('Delete this topic', () => attempt(() => remove(place().path)))] : []),
        ...(me ? [choice(`${me.name} leaves the group`, () => stand('leave', me.id))] : []),
        ...away.map(({ id, name }) => choice(`${name} joins the group`, () => stand('join', id))),
        botPresent
          ? choice('Take the bot out of the group', () => stand('remove-bot', by))
          : choice('Bring the bot back', () => stand('return-bot', by)),
        choice('Save the group as text', () => saveText(`${path}/transcript`, group.name)),
        choice('Close this group', onClose),
      )
    },
    nameBack(toPeople) {
      const words = toPeople ? 'Back to the people' : 'Back to the topics'
      back.setAttribute('aria-label', words)
    },
  }
}
