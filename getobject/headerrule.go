package getobject

import (
	"cmp"
	"iter"
	"strings"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
)

var (
	// crossOriginRule is the rule of the headers that let a page of another origin read.
	crossOriginRule = &rule.Rule{
		ID: "cors/actual", Kind: rule.KindObserved,
		Sentence: "Sends what the first CORS rule of the bucket allows that matches the origin, the method and the headers asked for.",
		Sections: []string{"S3 User Guide: How does Amazon S3 evaluate the CORS configuration on a bucket?"}}

	// storedRule is the rule of the headers that the uploader chose.
	storedRule = &rule.Rule{
		ID: "header/stored", Sentence: "Sends the stored header that describes the content, byte for byte.",
		Sections: []string{"S3 GetObject: Response Elements"}}

	// overrideRule is the rule of the same headers where the request replaces them.
	overrideRule = &rule.Rule{
		ID: "header/override", Sentence: "Sends the value that a signed request gives instead of the stored header.",
		Sections: []string{"S3 GetObject: Overriding response header values through the request"}}
)

// HeaderRule returns the rule by which a response to r about an object of b has, or lacks,
// the header field of that name, whose letter case does not matter. It is nil for a field
// that S3 does not send.
func HeaderRule(r *Request, b *store.Bucket, name string) *rule.Rule {
	if _, ok := r.override(name); ok {
		return overrideRule
	}
	kind := generalPurpose
	if b.IsDirectory() {
		kind = directory
	}
	var group, other *rule.Rule
	for i := range responseHeaders {
		h := &responseHeaders[i]
		prefix, grouped := strings.CutSuffix(h.name, "-")
		switch {
		case strings.EqualFold(h.name, name) && h.without != kind:
			return h.rule
		case strings.EqualFold(h.name, name):
			other = h.rule
		case group == nil && grouped && len(name) >= len(prefix) && strings.EqualFold(prefix, name[:len(prefix)]):
			group = h.rule
		}
	}
	return cmp.Or(other, group)
}

// HeaderRules returns the rules of response headers, in S3's order. Those of other answers
// are in package rule.
func HeaderRules() iter.Seq[*rule.Rule] {
	return func(yield func(*rule.Rule) bool) {
		stored := false
		var last *rule.Rule
		for i := range responseHeaders {
			r := responseHeaders[i].rule
			if r == last || r == storedRule && stored {
				continue
			}
			last, stored = r, stored || r == storedRule
			if !yield(r) {
				return
			}
		}
		yield(overrideRule)
	}
}
