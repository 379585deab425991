import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'

/** Why an image was not added, until somebody has read it. */
export function RefusedImage({ sentence, onClose }: { sentence: string | null; onClose: () => void }) {
  return (
    <div className={sentence ? 'ed-note' : undefined} role="alert">
      {sentence ? (
        <Note
          tone="danger"
          actions={
            <Button size="small" onClick={onClose}>
              Close
            </Button>
          }
        >
          {sentence}
        </Note>
      ) : null}
    </div>
  )
}
