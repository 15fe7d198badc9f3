package s3write

import (
	"encoding/xml"
	"errors"

	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// A corsRule is a [cors.Rule] as a document has it.
type corsRule struct {
	XMLName       xml.Name `xml:"CORSRule"`
	ID            string   `xml:",omitempty"`
	AllowedMethod []string
	AllowedOrigin []string
	AllowedHeader []string
	ExposeHeader  []string
	MaxAgeSeconds *int
}

// corsContent returns rules as the content of a document.
func corsContent(rules cors.Rules) []byte {
	all := make([]corsRule, 0, len(rules))
	for _, r := range rules {
		all = append(all, corsRule{
			ID: r.ID, AllowedMethod: r.AllowedMethods, AllowedOrigin: r.AllowedOrigins,
			AllowedHeader: r.AllowedHeaders, ExposeHeader: r.ExposeHeaders, MaxAgeSeconds: r.MaxAgeSeconds,
		})
	}
	content, err := xml.Marshal(all)
	if err != nil {
		return nil // which texts and numbers never are
	}
	return content
}

// acceptCORS makes rules those of the bucket. S3 PutBucketCors: CORSRule.
func acceptCORS(c *call, content []byte) error {
	var config struct{ CORSRule []corsRule }
	if content != nil {
		if err := parse(content, &config); err != nil {
			return err
		}
		if len(config.CORSRule) == 0 {
			return refuse("MalformedXML")
		}
	}
	var rules cors.Rules
	for _, r := range config.CORSRule {
		rules = append(rules, cors.Rule{
			ID: r.ID, AllowedMethods: r.AllowedMethod, AllowedOrigins: r.AllowedOrigin,
			AllowedHeaders: r.AllowedHeader, ExposeHeaders: r.ExposeHeader, MaxAgeSeconds: r.MaxAgeSeconds,
		})
	}
	if err := rules.Validate(); err != nil {
		return refuseCORS(err)
	}
	return write.UpdateBucket(c.ctx, c.h.Store, c.bucket.Name, func(b *store.Bucket) error {
		b.CORS = rules
		return nil
	})
}

// refuseCORS makes the Error of rules that are not valid.
func refuseCORS(err error) error {
	var e *cors.InvalidError
	if !errors.As(err, &e) {
		return err
	}
	switch {
	case e.Rule < 0 || e.Value == "" && e.Element != "AllowedMethod" || e.Reason == "is missing":
		return refuse("MalformedXML")
	case e.Element == "AllowedMethod":
		return say(rule.CodeInvalidRequest, "Found unsupported HTTP method in CORS config. Unsupported method is "+e.Value)
	case e.Element == "ExposeHeader":
		return say(rule.CodeInvalidRequest, `ExposeHeader "`+e.Value+`" contains wildcard. We currently do not support wildcard for ExposeHeader.`)
	case e.Element == "AllowedOrigin" || e.Element == "AllowedHeader":
		return say(rule.CodeInvalidRequest, e.Element+` "`+e.Value+`" can not have more than one wildcard.`)
	}
	return refuse("MalformedXML")
}
