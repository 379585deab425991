import { Form } from '@remix-run/react'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'

/** The first step of a campaign that was not begun on a document's page. */
export const ChooseDocument = () => (
  <Form className="form">
    <TextField
      name="document"
      label="Document"
      help="Its identifier, such as POL-AC-001. It must be in effect. The menu of a document leads here, too."
      required
    />
    <div className="form-foot">
      <Button type="submit" kind="primary">
        Continue
      </Button>
    </div>
  </Form>
)
