package s3write

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store/write"
)

// policyName is the name of a bucket's policy in the store.
const policyName = "policy"

// maxPolicy is the length of the longest bucket policy. S3 PutBucketPolicy: Policy.
const maxPolicy = 20 << 10

// getPolicy tells the policy of a bucket as it was written.
func (c *call) getPolicy() error {
	text, err := write.LookupConfiguration(c.ctx, c.h.Store, c.bucket.Name, policyName)
	if err != nil {
		return err
	}
	if len(text) == 0 {
		return refuse("NoSuchBucketPolicy", "BucketName", c.bucket.Name)
	}
	c.answer.plain = text
	c.answer.add("Content-Type", "application/json")
	return nil
}

// putPolicy replaces the policy of a bucket, from then on also for the authorizer that asks the
// store. S3 PutBucketPolicy.
func (c *call) putPolicy() error {
	cl, err := c.readClaim()
	if err != nil {
		return err
	}
	if cl.length > maxPolicy {
		return say("MalformedPolicy", "Policy exceeds the maximum allowed document size.")
	}
	var text bytes.Buffer
	if _, err := c.receive(cl, &text, checksum.None); err != nil {
		return err
	}
	if text.Len() == 0 || text.Bytes()[0] != '{' {
		return say("MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'")
	}
	parsed, err := policy.Parse(policy.KindBucket, text.Bytes())
	if err != nil {
		e := refuse("MalformedPolicy")
		var document struct{ Statement json.RawMessage }
		if json.Unmarshal(text.Bytes(), &document) == nil && document.Statement == nil {
			e.Message = "Missing required field Statement"
		}
		e.Err = err
		return e
	}
	if !isAbout(text.Bytes(), c.bucket.Name) {
		return say("MalformedPolicy", "Policy has invalid resource")
	}
	err = write.UpdatePolicies(c.ctx, c.h.Store, c.bucket.Name, func(p *write.Policies) error {
		if p.PublicAccessBlock.BlockPublicPolicy && parsed.Public() {
			return refuse(rule.CodeAccessDenied)
		}
		p.Policy = parsed
		return nil
	})
	if err != nil {
		return err
	}
	c.answer.status = http.StatusNoContent
	return write.Configure(c.ctx, c.h.Store, c.bucket.Name, policyName, text.Bytes())
}

// isAbout reports whether each resource that a policy, which is one, names by Resource is a bucket
// or an object in it. S3 User Guide: Bucket policies for Amazon S3.
func isAbout(text []byte, bucket string) bool {
	var document struct{ Statement json.RawMessage }
	_ = json.Unmarshal(text, &document)
	for _, raw := range oneOrMore(document.Statement) {
		var statement struct{ Resource json.RawMessage }
		_ = json.Unmarshal(raw, &statement)
		for _, raw := range oneOrMore(statement.Resource) {
			var resource string
			_ = json.Unmarshal(raw, &resource)
			_, name, ofS3 := strings.Cut(resource, ":s3:::")
			if name, _, _ = strings.Cut(name, "/"); ofS3 && name != bucket {
				return false
			}
		}
	}
	return true
}

// oneOrMore returns the elements of a list, or what is there in the place of one.
func oneOrMore(raw json.RawMessage) (list []json.RawMessage) {
	if raw != nil && json.Unmarshal(raw, &list) != nil {
		return []json.RawMessage{raw}
	}
	return list
}

// deletePolicy deletes the policy of a bucket. That there is none is no error.
func (c *call) deletePolicy() error {
	c.answer.status = http.StatusNoContent
	err := write.UpdatePolicies(c.ctx, c.h.Store, c.bucket.Name, func(p *write.Policies) error {
		p.Policy = nil
		return nil
	})
	if err != nil {
		return err
	}
	return write.Configure(c.ctx, c.h.Store, c.bucket.Name, policyName, []byte{})
}

// getPolicyStatus tells whether the policy of a bucket makes it public.
func (c *call) getPolicyStatus() error {
	if err := c.getPolicy(); err != nil {
		return err
	}
	parsed, err := policy.Parse(policy.KindBucket, c.answer.plain)
	if err != nil {
		return err
	}
	c.answer = answer{document: struct {
		XMLName  xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ PolicyStatus"`
		IsPublic bool
	}{IsPublic: parsed.Public()}}
	return nil
}

// An accessBlock is a block of public access.
type accessBlock struct {
	ACLs     bool `xml:"BlockPublicAcls"`
	Ignore   bool `xml:"IgnorePublicAcls"`
	Policy   bool `xml:"BlockPublicPolicy"`
	Restrict bool `xml:"RestrictPublicBuckets"`
}

// normalAccessBlock returns a content with all of its elements, also those that were not sent.
func normalAccessBlock(content []byte) []byte {
	var config accessBlock
	_ = parse(content, &config) // which was accepted
	return fmt.Appendf(nil, "<BlockPublicAcls>%t</BlockPublicAcls><IgnorePublicAcls>%t</IgnorePublicAcls>"+
		"<BlockPublicPolicy>%t</BlockPublicPolicy><RestrictPublicBuckets>%t</RestrictPublicBuckets>",
		config.ACLs, config.Ignore, config.Policy, config.Restrict)
}

// acceptPublicAccessBlock makes the policies of a bucket count as far as it says. S3
// PutPublicAccessBlock: PublicAccessBlockConfiguration.
func acceptPublicAccessBlock(c *call, content []byte) error {
	var config accessBlock
	if content != nil {
		if err := parse(content, &config); err != nil {
			return err
		}
	}
	return write.UpdatePolicies(c.ctx, c.h.Store, c.bucket.Name, func(p *write.Policies) error {
		p.PublicAccessBlock = policy.PublicAccessBlock{
			BlockPublicACLs: config.ACLs, BlockPublicPolicy: config.Policy,
			IgnorePublicACLs: config.Ignore, RestrictPublicBuckets: config.Restrict,
		}
		return nil
	})
}

// initialBlock is the block of public access that new buckets have. S3 User Guide: Blocking
// public access to your Amazon S3 storage.
const initialBlock = "<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>" +
	"<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets>"
