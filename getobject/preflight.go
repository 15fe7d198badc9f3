package getobject

import (
	"net/http"

	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
)

// crossOrigin returns what the request says about its origin.
func (r *Request) crossOrigin() cors.Request { return cors.Parse(r.Method, r.Header) }

// preflight lists the steps of a preflight request, in S3's order. It needs no signature, and
// its key is not looked at.
var preflight = [...]step[*exchange]{
	{"origin", (*exchange).checkOrigin},
	{"bucket look-up", (*exchange).findBucket},
	{"bucket", (*exchange).checkPreflightBucket},
	{"rules", (*exchange).allowPreflight},
}

// checkOrigin refuses a preflight request without Origin.
func (x *exchange) checkOrigin() error {
	if !x.request.crossOrigin().CrossOrigin() {
		return Refuse(rule.CORSNoOrigin)
	}
	return nil
}

// checkPreflightBucket refuses a bucket that is not there.
func (x *exchange) checkPreflightBucket() error {
	err := x.checkBucket()
	if e, ok := err.(*Error); ok && (e.Rule == rule.NoSuchBucket || e.Rule == rule.NoAccessPoint) {
		return x.refusePreflight(rule.CORSBucket, "BUCKET")
	}
	return err
}

// allowPreflight answers with what the first rule allows that matches.
func (x *exchange) allowPreflight() error {
	answer, err := x.facts.Bucket.CORS.Preflight(x.request.crossOrigin())
	switch err {
	case nil:
	case cors.NotEnabled:
		return x.refusePreflight(rule.CORSNotEnabled, "BUCKET")
	default:
		return x.refusePreflight(rule.CORSNotAllowed, x.request.resourceType())
	}
	x.plan.Status, x.plan.Rule = http.StatusOK, rule.CORSPreflight
	for _, f := range answer.Fields {
		x.plan.Fields = append(x.plan.Fields, Field{Name: f.Name, Value: f.Value, Rule: rule.CORSPreflight})
	}
	x.plan.Fields = append(x.plan.Fields, Field{Name: "Content-Length", Value: "0", Rule: rule.CORSPreflight})
	return nil
}

// refusePreflight refuses the method that the request asks for, or else OPTIONS.
func (x *exchange) refusePreflight(by *rule.Rule, resourceType string) error {
	return Refuse(by, "Method", x.request.crossOrigin().Method(), "ResourceType", resourceType)
}

// withCrossOrigin returns e with the fields that let a page of another origin read it: S3
// sends them with errors too.
func (r *Request) withCrossOrigin(e *Error, b *store.Bucket) *Error {
	if b == nil || len(b.CORS) == 0 || r.IsPreflight() {
		return e
	}
	answer, ok := b.CORS.Actual(r.crossOrigin())
	if !ok {
		return e
	}
	with := *e
	with.Header = nil
	for _, f := range answer.Fields {
		with.Header = append(with.Header, Field{Name: f.Name, Value: f.Value, Rule: crossOriginRule})
	}
	with.Header = append(with.Header, e.Header...)
	return &with
}
