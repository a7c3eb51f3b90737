// A chat as a text file, kept by the browser.
import { apiRoot } from './requests.js'

export async function saveText(path, name) {
  const text = await (await fetch(`${apiRoot}${path}`)).text()
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.download = `${name}.txt`
  link.click()
  URL.revokeObjectURL(link.href)
}
