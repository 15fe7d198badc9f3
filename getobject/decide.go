package getobject

import (
	"net/http"

	"github.com/s3get/s3get/rangespec"
	"github.com/s3get/s3get/store"
)

// Facts are what [Decide] is told beside the request.
type Facts struct {
	// Bucket is the bucket. It is never nil.
	Bucket *store.Bucket

	// VersionForm reports whether a text has the form of the store's version ids; see
	// [store.VersionIDs]. Nil means the form of S3's.
	VersionForm func(id string) bool

	// Info describes the version that the request means, or is nil where there is
	// none.
	Info *store.Info

	// Part is the part of a multipart upload that the request names, if the upload
	// has it; see [store.LookupPart].
	Part store.Part

	// Identity is who asks.
	Identity Identity

	// Rights are what the client may do beyond the read itself.
	Rights Rights
}

// A Plan is a decided response. Its body is the window of the object, unless the
// request is a HEAD.
type Plan struct {
	Status int              // 200, 206 or 304
	Fields []Field          // header fields, in S3's order
	Window rangespec.Window // bytes of the object that the body has
	Rule   Rule             // the rule that decided
}

// Decide plans the answer to r, for which the shape of the request, the signature, the
// bucket and the right to read have been checked. It is a pure function: the same
// request and facts always give the same plan.
//
// The steps and their order, each of which may end the request:
//
//	arguments      the values of versionId, Range, partNumber, overrides, SSE-C
//	location       the version is there, and is no delete marker
//	state          the object is not archived, and the customer's or KMS key opens it
//	preconditions  RFC 9110 §13.2.2
//	window         the range or part lies inside the object
//	mode           the value of x-amz-checksum-mode
//	headers        the response header fields; these never fail
//
// The error is an [*Error].
func Decide(r *Request, f *Facts) (*Plan, error) {
	if err := CheckArguments(r, f); err != nil {
		return nil, err
	}
	d := &decision{r: r, f: f, info: f.Info}
	if err := d.run(nil); err != nil {
		return nil, err
	}
	return &d.plan, nil
}

// A decision is one run of Decide behind the arguments.
type decision struct {
	r    *Request
	f    *Facts
	info *store.Info
	plan Plan
	room [usualFields]Field // for the fields of the plan
	done bool               // nothing is left to decide
}

// run makes the plan. The observer, which may be nil, gets the rule by which the plan
// stands after each step.
func (d *decision) run(observe func(Rule)) error {
	d.plan.Fields = d.room[:0]
	for i := 0; i < len(decisions) && !d.done; i++ {
		if err := decisions[i].decide(d); err != nil {
			return err
		}
		if observe != nil {
			observe(d.plan.Rule)
		}
	}
	return nil
}

// decisions are the steps of Decide behind the arguments, in S3's order.
var decisions = [...]struct {
	name   string
	decide func(*decision) error
}{
	{"checksum mode of a missing key", (*decision).checkModeOfMissing},
	{"location", (*decision).locate},
	{"delete marker", (*decision).checkMarker},
	{"archive", (*decision).checkArchive},
	{"customer key", (*decision).checkCustomerKey},
	{"KMS key", (*decision).checkKMSKey},
	{"preconditions", (*decision).evaluate},
	{"window", (*decision).selectWindow},
	{"checksum mode", (*decision).checkMode},
	{"headers", (*decision).addHeaders},
}

// conclude ends the decision with a status and a rule.
func (d *decision) conclude(status int, rule Rule) {
	d.plan.Status, d.plan.Rule = status, rule
}

// partial concludes 206 with the window w.
func (d *decision) partial(rule Rule, w rangespec.Window) {
	d.conclude(http.StatusPartialContent, rule)
	d.plan.Window = w
}

// all concludes 200 with the whole object.
func (d *decision) all(rule Rule) {
	d.conclude(http.StatusOK, rule)
	d.plan.Window = rangespec.Window{Length: d.info.Size}
}
