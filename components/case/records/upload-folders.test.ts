import { describe, expect, it } from 'vitest'
import { fromDrop, fromFolderInput } from './upload-folders.ts'

type Tree = { [name: string]: Tree | string }

/** A dropped tree as a browser hands it over: a hundred children at a time. */
function entry(name: string, content: Tree | string, broken: string[] = []): FileSystemEntry {
  if (typeof content === 'string')
    return {
      name,
      isFile: true,
      isDirectory: false,
      file: (resolve: (file: File) => void, reject: (error: Error) => void) =>
        broken.includes(name) ? reject(new Error('locked')) : resolve(new File([content], name)),
    } as unknown as FileSystemEntry
  const children = Object.entries(content).map(([child, inner]) => entry(child, inner, broken))
  const createReader = () => {
    const left = [...children]
    return { readEntries: (resolve: (some: FileSystemEntry[]) => void) => resolve(left.splice(0, 100)) }
  }
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry
}

const dropOf = (...entries: FileSystemEntry[]): DataTransfer =>
  ({
    files: [],
    items: entries.map((one) => ({ kind: 'file', webkitGetAsEntry: () => one })),
  }) as unknown as DataTransfer

const placed = (files: readonly { name: string; folder?: string }[]) =>
  files.map(({ name, folder }) => (folder ? `${folder}/${name}` : name))

describe('a drop', () => {
  it('of a folder is all files in it, however deep and however many, in the order of their names', async () => {
    const slices = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`IM${at + 1}`, 'x']))
    const { files, unread } = await fromDrop(
      dropOf(entry('CD', { DICOM: { S1: slices, S2: { IM1: 'y' } }, 'read me.txt': 'z' }), entry('letter.pdf', 'p')),
    )
    expect(unread).toBe(0)
    expect(files).toHaveLength(253)
    expect(placed(files).slice(0, 4)).toEqual(['letter.pdf', 'CD/read me.txt', 'CD/DICOM/S1/IM1', 'CD/DICOM/S1/IM2'])
    expect(placed(files).at(-1)).toBe('CD/DICOM/S2/IM1')
  })

  it('leaves out what operating systems leave behind', async () => {
    const left = { '.DS_Store': '', 'Thumbs.db': '', '._scan.dcm': '', __MACOSX: { 'a.dcm': 'x' }, 'scan.dcm': 'x' }
    expect(placed((await fromDrop(dropOf(entry('CD', left)))).files)).toEqual(['CD/scan.dcm'])
  })

  it('counts what could not be read, and brings the rest', async () => {
    const dropped = entry('CD', { 'a.dcm': 'x', 'b.dcm': 'x' }, ['a.dcm'])
    const { files, unread } = await fromDrop(dropOf(dropped))
    expect([placed(files), unread]).toEqual([['CD/b.dcm'], 1])
  })

  it('in a browser that tells nothing of folders is its files', async () => {
    const file = new File(['x'], 'a.pdf')
    const drop = { items: [{ kind: 'file' }], files: [file] } as unknown as DataTransfer
    expect((await fromDrop(drop)).files).toEqual([file])
  })
})

it('files chosen with their folder know where they lay', () => {
  const file = (path: string) =>
    Object.defineProperty(new File(['x'], path.split('/').at(-1) ?? ''), 'webkitRelativePath', { value: path })
  expect(placed(fromFolderInput([file('CD/S1/IM1'), file('CD/.DS_Store'), file('CD/__MACOSX/IM1')]))).toEqual([
    'CD/S1/IM1',
  ])
})
