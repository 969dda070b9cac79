import type { Picked } from './upload-state.ts'

// Folders as a browser hands them over: whole trees, with what operating systems leave in them.

/** What was dropped: files, and folders with all that is in them. */
export type Pile = {
  files: Picked[]
  /** Files and folders that the browser could not read. */
  unread: number
}

const RUBBISH = /^(?:\.ds_store|thumbs\.db|ehthumbs\.db|desktop\.ini|autorun\.inf|\.directory|\._.*|icon\r)$/i
const RUBBISH_FOLDER =
  /^(?:__macosx|\.git|\.trash.*|\.spotlight-v100|\.fseventsd|system volume information|\$recycle\.bin)$/i

/** Left by an operating system, nobody's record. */
export const isRubbish = (name: string): boolean => RUBBISH.test(name)
export const isRubbishFolder = (name: string): boolean => RUBBISH_FOLDER.test(name)

/** Files chosen with their folder: each knows where it lay; what an operating system left among them stays out. */
export function fromFolderInput(files: Iterable<File>): Picked[] {
  return [...files].flatMap((file) => {
    const folders = file.webkitRelativePath.split('/').slice(0, -1)
    return isRubbish(file.name) || folders.some(isRubbishFolder) ? [] : [inFolder(file, folders.join('/'))]
  })
}

const inFolder = (file: File, folder: string): Picked => (folder ? Object.assign(file, { folder }) : file)

/**
 * All files of a drop. Call it in the event itself: a browser forgets what was dropped once the handler has returned; only
 * the reading of folders goes on afterwards.
 */
export function fromDrop({ items, files }: DataTransfer): Promise<Pile> {
  const entries = [...items].map((item) => (item.kind === 'file' ? (item.webkitGetAsEntry?.() ?? null) : null))
  const known = entries.filter((entry) => entry !== null)
  // Without the call for entries there are no folders, only files.
  if (known.length === 0) return Promise.resolve({ files: [...files], unread: 0 })
  return read(known)
}

async function read(entries: readonly FileSystemEntry[]): Promise<Pile> {
  const pile: Pile = { files: [], unread: 0 }
  const line: { entry: FileSystemEntry; folder: string }[] = entries.map((entry) => ({ entry, folder: '' }))
  for (let next = line.pop(); next; next = line.pop()) {
    const { entry, folder } = next
    try {
      if (isFile(entry)) {
        if (!isRubbish(entry.name)) pile.files.push(inFolder(await fileOf(entry), folder))
      } else if (isFolder(entry) && !isRubbishFolder(entry.name)) {
        const inner = folder ? `${folder}/${entry.name}` : entry.name
        for (const child of await childrenOf(entry)) line.push({ entry: child, folder: inner })
      }
    } catch {
      pile.unread += 1
    }
  }
  pile.files.sort(byPlace)
  return pile
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject)
  })

/** A browser gives at most a hundred at a time, and an empty list at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (some.length === 0) return all
    all.push(...some)
  }
}

const order = new Intl.Collator('en', { numeric: true })
const byPlace = (a: Picked, b: Picked): number =>
  order.compare(a.folder ?? '', b.folder ?? '') || order.compare(a.name, b.name)
