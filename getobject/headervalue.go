package getobject

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/internal/field"
	"github.com/s3get/s3get/internal/httpdate"
	"github.com/s3get/s3get/internal/mimeword"
	"github.com/s3get/s3get/store"
)

// addNotModifiedHeaders adds the fields of a 304. S3 sends the validators and nothing that
// describes content; a stored Cache-Control or Expires is repeated because RFC 9110 §15.4.5
// requires it and no recording says otherwise.
func (d *decision) addNotModifiedHeaders() {
	d.plan.Fields = d.room[:0]
	for i := range responseHeaders {
		switch h := &responseHeaders[i]; h.name {
		case "Access-Control-", "Last-Modified":
			h.add(d, h)
		case "ETag":
			if tag := h.value(d); tag != "" {
				d.add(h.name, tag, h.rule)
			}
		case "Cache-Control", "Expires":
			if v := stored(d.facts.Info, h.name); v != "" {
				d.add(h.name, v, h.rule)
			}
		}
	}
}

// addCrossOrigin adds what the CORS rules of the bucket send, with Vary at its end.
func addCrossOrigin(d *decision, h *responseHeader) {
	if len(d.facts.Bucket.CORS) == 0 {
		return
	}
	answer, _ := d.facts.Bucket.CORS.Actual(d.request.crossOrigin())
	for _, f := range answer.Fields {
		d.add(f.Name, f.Value, h.rule)
	}
}

func addLastModified(d *decision, h *responseHeader) {
	if !d.facts.Info.LastModified.IsZero() {
		d.add(h.name, httpdate.Format(d.facts.Info.LastModified), h.rule)
	}
}

// addExpiration adds the day of the expiration at midnight, to which S3 rounds up.
func addExpiration(d *decision, h *responseHeader) {
	e := d.facts.Info.Expiration
	if e == nil || !d.request.version.IsLatest() {
		return
	}
	day := e.Date.UTC().Truncate(24 * time.Hour)
	if day.Before(e.Date) {
		day = day.Add(24 * time.Hour)
	}
	d.add(h.name, `expiry-date="`+httpdate.Format(day)+`", rule-id="`+url.QueryEscape(e.RuleID)+`"`, h.rule)
}

// addNoExpiration adds what directory buckets send instead: they have no such header, and
// say so. S3 GetObject: x-amz-expiration.
func addNoExpiration(d *decision, h *responseHeader) { d.add(h.name, "NotImplemented", h.rule) }

func addRestore(d *decision, h *responseHeader) {
	switch r := d.facts.Info.Restore; {
	case r == nil:
	case r.Ongoing:
		d.add(h.name, `ongoing-request="true"`, h.rule)
	default:
		d.add(h.name, `ongoing-request="false", expiry-date="`+httpdate.Format(r.Expiry)+`"`, h.rule)
	}
}

// addChecksum adds the checksum of what is sent, if the request wants one and there is
// one.
func addChecksum(d *decision, h *responseHeader) {
	if !d.request.sums {
		return
	}
	scope := checksum.ScopePartial
	switch {
	case d.request.selection.Part > 0:
		scope = checksum.ScopePart
	case d.plan.Status == http.StatusOK:
		scope = checksum.ScopeWhole
	case d.plan.Window.Length == d.facts.Info.Size:
		scope = checksum.ScopeCovering
	}
	if v, ok := checksum.Offer(d.facts.Info.Checksum, d.facts.Info.Parts, scope, d.facts.Part.Checksum); ok {
		d.add(v.Algorithm().Header(), v.String(), h.rule)
		d.add(checksum.TypeHeader, v.Type().String(), h.rule)
	}
}

func addEncryption(d *decision, h *responseHeader) {
	for name, value := range d.facts.Info.Encryption.Fields(d.request.key) {
		d.add(name, value, h.rule)
	}
}

func addRetention(d *decision, h *responseHeader) {
	l := d.facts.Info.Lock
	if l == nil || !d.facts.Permissions.Has(CanReadRetention) {
		return
	}
	if l.Mode != "" {
		d.add(h.name+"mode", l.Mode, h.rule)
		d.add(h.name+"retain-until-date", l.RetainUntil.UTC().Format("2006-01-02T15:04:05.000Z"), h.rule)
	}
	if l.EventHold != "" {
		d.add(h.name+"event-hold", l.EventHold, h.rule)
	}
	if l.EventHold != "ON" {
		return
	}
	if l.EventHoldDays > 0 {
		d.add(h.name+"event-hold-duration-days", strconv.Itoa(l.EventHoldDays), h.rule)
	}
	if l.EventHoldYears > 0 {
		d.add(h.name+"event-hold-duration-years", strconv.Itoa(l.EventHoldYears), h.rule)
	}
}

// addMetadata adds the user's metadata. Entries that no header can carry are counted with
// those that the store could not keep. S3 GetObject: x-amz-missing-meta.
func addMetadata(d *decision, h *responseHeader) {
	for _, m := range d.facts.Info.Metadata {
		if field.IsToken(m.Name) {
			d.add(h.name+m.Name, mimeword.Encode(m.Value), h.rule)
		}
	}
}

// addOverridable adds a header with the value that the request gives it, or else with the
// stored one. S3 GetObject: Overriding response header values through the request.
func addOverridable(d *decision, h *responseHeader) {
	if d.request.overrides {
		if value, ok := d.request.override(h.name); ok {
			d.add(h.name, value, overrideRule)
			return
		}
	}
	if v := stored(d.facts.Info, h.name); v != "" {
		d.add(h.name, v, h.rule)
	}
}

// stored returns the value that a store has of a header that describes the content.
func stored(info *store.Info, name string) string {
	switch name {
	case "Cache-Control":
		return info.CacheControl
	case "Content-Disposition":
		return info.ContentDisposition
	case "Content-Encoding":
		return info.ContentEncoding
	case "Content-Language":
		return info.ContentLanguage
	case "Expires":
		return info.Expires
	}
	return cmp.Or(info.ContentType, "binary/octet-stream")
}
