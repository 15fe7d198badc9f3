package getobject

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/s3get/s3get/internal/field"
	"github.com/s3get/s3get/internal/httpdate"
	"github.com/s3get/s3get/rangespec"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// A prepared is what the responses about a version have in common, in buckets of one kind with one
// state of versioning. Whoever has a [store.Memo] has it made once, from the table of response
// headers, and not for each response.
type prepared struct {
	directory  bool
	versioning version.State

	lastModified string // as the field of that name has it

	// The fields of a 200 and a 304 to a usual request, as they are sent, and the one that a 206 has
	// before the last two. They are nil for a version whose fields depend on more than what a usual
	// request is, or are many.
	whole, notModified []Field
	contentRange       Field // its value is another each time
}

// lookPrepared finds what is prepared for the version, if there is a memo for it.
func (d *decision) lookPrepared() {
	d.prepared = nil
	if d.memo == nil {
		return
	}
	b := d.facts.Bucket
	p, _ := d.memo.Load().(*prepared)
	if p == nil || p.directory != b.IsDirectory() || p.versioning != b.Versioning {
		p = prepare(d.facts.Info, b)
		d.memo.Store(p)
	}
	d.prepared = p
}

// prepare makes what responses about a version have in common.
func prepare(info *store.Info, b *store.Bucket) *prepared {
	p := &prepared{directory: b.IsDirectory(), versioning: b.Versioning, lastModified: lastModified(info)}
	if info.TagCount > 0 || info.Lock != nil || info.Expiration != nil || info.Encryption.UsesCustomerKey() || archived(info) {
		return p
	}
	clean := true
	fields := func(status int, add func(*decision)) []Field {
		d := &decision{request: &Request{Method: http.MethodGet}}
		d.facts.Bucket, d.facts.Info = &store.Bucket{Type: b.Type, Versioning: b.Versioning}, info
		d.plan.Status, d.plan.Window = status, rangespec.Window{Length: info.Size}
		add(d)
		for _, f := range d.plan.Fields {
			clean = clean && field.Clean(f.Value) == f.Value
		}
		return slices.Clip(slices.Clone(d.plan.Fields))
	}
	whole := fields(http.StatusOK, (*decision).addTable)
	partial := fields(http.StatusPartialContent, (*decision).addTable)
	notModified := fields(http.StatusNotModified, (*decision).addNotModifiedTable)
	if !clean || len(whole) >= usualFields {
		return p
	}
	p.whole, p.notModified = whole, notModified
	if info.Size > 0 {
		p.contentRange = partial[len(partial)-3]
	}
	return p
}

// lastModified returns the field of that name, or "" for a version without a date (RFC 9110 §8.8.2).
func lastModified(info *store.Info) string {
	if info.LastModified.IsZero() {
		return ""
	}
	return httpdate.Format(info.LastModified)
}

// isUsual reports whether the request and the bucket ask for nothing that changes the fields of an
// answer, but for the window of a 206.
func (d *decision) isUsual() bool {
	r, b := d.request, d.facts.Bucket
	return len(b.CORS) == 0 && !r.sums && !r.overrides && r.selection.Part == 0 && r.key.IsZero() && !d.facts.charged()
}

// addPrepared adds the fields that are prepared for the status of the plan, and reports whether there
// were some.
func (d *decision) addPrepared() bool {
	d.lookPrepared()
	p := d.prepared
	d.clean = p != nil && p.whole != nil && d.isUsual() // anew for an object that changed
	if !d.clean {
		return false
	}
	d.plan.Fields = p.whole
	switch d.plan.Status {
	case http.StatusNotModified:
		d.plan.Fields = p.notModified
	case http.StatusPartialContent:
		d.addPartial()
		return true
	}
	if d.room == nil { // the plan is for others, who may change it
		d.plan.Fields = slices.Clone(d.plan.Fields)
	}
	return true
}

// addPartial adds the fields of a 206: those of a 200, of which the last two are Content-Type and
// Content-Length, with Content-Range before them.
func (d *decision) addPartial() {
	w, whole, contentRange := d.plan.Window, d.prepared.whole, d.prepared.contentRange
	text := w.AppendContentRange(make([]byte, 0, 96), d.facts.Info.Size)
	end := len(text)
	both := string(strconv.AppendInt(text, w.Length, 10))
	last := len(whole) - 2
	contentType, contentLength := whole[last], whole[last+1]
	contentRange.Value, contentLength.Value = both[:end], both[end:]
	d.plan.Fields = append(append(d.room[:0], whole[:last]...), contentRange, contentType, contentLength)
}
