// Files chosen and not yet sent: seen, taken out again, sent alone or as an album with the words as caption.
import { element, iconButton } from './elements.js'
import { sizeOf } from './message.js'
import { post, postFile } from './requests.js'

const mostInAlbum = 10

export function createTray(root, onChange) {
  let files = []
  let asDocuments = false

  function set(next) {
    files = next
    draw()
    onChange()
  }

  function draw() {
    for (const image of root.querySelectorAll('img')) URL.revokeObjectURL(image.src)
    root.hidden = files.length === 0
    const list = element('ul')
    list.setAttribute('aria-label', 'Files to send')
    list.append(...files.map(drawFile))
    root.replaceChildren(list)
    if (files.some(isPicture)) root.append(drawChoice())
  }

  function drawFile(file) {
    const item = element('li')
    if (isPicture(file)) {
      const image = element('img')
      image.src = URL.createObjectURL(file)
      image.alt = ''
      item.append(image)
    }
    item.append(element('span', 'file-name', file.name), element('span', 'file-size', sizeOf(file.size)))
    item.append(iconButton('close', `Do not send ${file.name}`, () => set(files.filter((one) => one !== file))))
    return item
  }

  function drawChoice() {
    const label = element('label', 'check')
    const box = element('input')
    box.type = 'checkbox'
    box.checked = asDocuments
    box.addEventListener('change', () => {
      asDocuments = box.checked
    })
    label.append(box, ' Send pictures as files')
    return label
  }

  const kindOf = (file) => (isPicture(file) && !asDocuments ? 'photo' : 'document')

  /** Photos and documents never share an album, and the words go with whatever is sent first. */
  async function send(path, words, replyTo) {
    const sending = files
    set([])
    let caption = words
    for (const kind of ['photo', 'document']) {
      const these = sending.filter((file) => kindOf(file) === kind)
      for (let at = 0; at < these.length; at += mostInAlbum) {
        await sendTogether(path, kind, these.slice(at, at + mostInAlbum), caption, replyTo)
        caption = ''
      }
    }
  }

  async function sendTogether(path, kind, these, caption, replyTo) {
    const reply = replyTo === undefined ? {} : { replyTo }
    if (these.length === 1) {
      const query = new URLSearchParams({ kind, name: these[0].name, ...(caption ? { caption } : {}), ...reply })
      await postFile(`${path}/file?${query}`, these[0])
      return
    }
    const items = await Promise.all(
      these.map(async (file, index) => ({
        kind,
        name: file.name,
        mediaType: file.type,
        base64: await base64Of(file),
        ...(index === 0 && caption ? { caption } : {}),
      })),
    )
    await post(`${path}/album`, { items, ...reply })
  }

  return {
    size: () => files.length,
    add: (more) => set([...files, ...more]),
    clear: () => files.length > 0 && set([]),
    send,
    sendVoice: (path, file, seconds, replyTo) => {
      const reply = replyTo === undefined ? {} : { replyTo }
      return postFile(`${path}/file?${new URLSearchParams({ kind: 'voice', duration: seconds, ...reply })}`, file)
    },
  }
}

function isPicture(file) {
  return /^image\/(png|jpeg|gif|webp|bmp)$/.test(file.type)
}

function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
