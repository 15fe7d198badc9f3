package content

import (
	"errors"
	"fmt"
)

// Damage is the error for content that is not as it was written.
type Damage struct {
	// Offset is the place of the first plain byte that is lost, or -1 if that is not known: in
	// compressed content it is known only to a reader.
	Offset int64

	// Stored is the place in the file of the block that is damaged.
	Stored int64

	// Problem says what is wrong with it.
	Problem string
}

// Error says what is lost, where and why.
func (d *Damage) Error() string {
	lost := "some"
	if d.Offset >= 0 {
		lost = fmt.Sprintf("byte %d", d.Offset)
	}
	return fmt.Sprintf("content: %s is lost: block at byte %d of the file: %s", lost, d.Stored, d.Problem)
}

// isDamage reports whether an error comes from what is in the file, and not from reading it.
func isDamage(err error) bool {
	var d *Damage
	return errors.As(err, &d)
}
