package getobject

import (
	"net/http"

	"github.com/s3get/s3get/conditional"
)

// representation is what preconditions compare with.
func (d *decision) representation() conditional.Representation {
	return conditional.Representation{ETag: d.info.ETag, LastModified: d.info.LastModified}
}

// evaluate evaluates the preconditions (RFC 9110 §13.2.2). They come before the
// window, so that a failed one wins over a range of any kind.
func (d *decision) evaluate() error {
	if !d.r.conditions.Present() {
		return nil
	}
	outcome := conditional.Evaluate(d.r.conditions, d.representation(), d.r.Time)
	switch outcome.Decision {
	case conditional.Failed:
		return refuse(preconditionRule(outcome.Field), "Condition", outcome.Field)
	case conditional.NotModified:
		d.notModified(preconditionRule(outcome.Field))
	}
	return nil
}

// preconditionRule returns the rule of the field that decided.
func preconditionRule(field string) Rule {
	switch field {
	case "If-Match":
		return RuleIfMatch
	case "If-Unmodified-Since":
		return RuleIfUnmodifiedSince
	case "If-None-Match":
		return RuleIfNoneMatch
	}
	return RuleIfModifiedSince
}

// notModified concludes 304. S3 sends the validators and nothing that describes
// content; a stored Cache-Control or Expires is repeated because RFC 9110 §15.4.5
// wants it to be and no recording says otherwise.
func (d *decision) notModified(rule Rule) {
	d.conclude(http.StatusNotModified, rule)
	d.done = true
	d.addLastModified()
	d.addStored("Etag", d.info.ETag)
	d.addStored("Cache-Control", d.info.CacheControl)
	d.addStored("Expires", d.info.Expires)
}
