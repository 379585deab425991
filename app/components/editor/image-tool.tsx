import type { Editor } from '@tiptap/core'
import { ImagePlus } from 'lucide-react'
import { useRef } from 'react'
import { addImages, type ImageUploads } from './image-uploads.ts'

/** Chooses images from the disk and puts them where the cursor is. */
export function ImageTool({ editor, uploads }: { editor: Editor | null; uploads: ImageUploads }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        className="tbtn"
        aria-label="Image"
        title="Image"
        disabled={!editor}
        onClick={() => input.current?.click()}
      >
        <ImagePlus className="i" />
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/png,image/jpeg,image/webp,image/gif"
        aria-label="Images to add"
        onChange={({ target }) => {
          if (editor) void addImages(editor.view, uploads, Array.from(target.files ?? []))
          // The same file may be chosen again.
          target.value = ''
        }}
      />
    </>
  )
}
