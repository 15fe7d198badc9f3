package store

import (
	"strconv"
	"time"

	"github.com/s3get/s3get/internal/httpdate"
)

// Prepared is an [Object] of a version whose description is kept, which keeps with it the texts that
// its responses have in common. Without it each response makes them.
type Prepared interface {
	// Texts returns what [NewTexts] made of the Info of the version.
	Texts() Texts
}

// Texts are texts that responses have of an [Info]. The zero Texts has none, and they are made when
// they are asked for. Those of another Info are not used, so that a wrapper that changes what an
// Object says of itself is right all the same.
type Texts struct {
	modified               time.Time
	size                   int64
	modifiedText, sizeText string
}

// NewTexts makes the texts of an Info.
func NewTexts(i *Info) Texts {
	var none Texts
	return Texts{i.LastModified, i.Size, none.LastModified(i), none.Size(i)}
}

// LookupTexts returns the texts that o keeps, or none if it is not a [Prepared].
func LookupTexts(o Object) Texts {
	if p, ok := o.(Prepared); ok {
		return p.Texts()
	}
	return Texts{}
}

// LastModified returns LastModified of i as the field of that name has it (RFC 9110 §8.8.2), or ""
// if it is zero.
func (t *Texts) LastModified(i *Info) string {
	switch {
	case i.LastModified.IsZero():
		return ""
	case t.modifiedText != "" && t.modified == i.LastModified:
		return t.modifiedText
	}
	return httpdate.Format(i.LastModified)
}

// Size returns Size of i in decimal digits.
func (t *Texts) Size(i *Info) string {
	if t.sizeText != "" && t.size == i.Size {
		return t.sizeText
	}
	return strconv.FormatInt(i.Size, 10)
}
