package s3write

import (
	"strings"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/website"
)

// A websiteConfiguration is the website configuration of a bucket as a document. S3
// PutBucketWebsite: Request Syntax.
type websiteConfiguration struct {
	RedirectAllRequestsTo *struct{ HostName, Protocol string }
	IndexDocument         *struct{ Suffix string }
	ErrorDocument         *struct{ Key string }
	RoutingRules          struct {
		RoutingRule []struct {
			Condition *struct {
				HttpErrorCodeReturnedEquals int //nolint:revive // S3's name.
				KeyPrefixEquals             string
			}
			Redirect struct {
				HostName, Protocol                   string
				HttpRedirectCode                     int //nolint:revive // S3's name.
				ReplaceKeyPrefixWith, ReplaceKeyWith *string
			}
		}
	}
}

// acceptWebsite makes a configuration that of the bucket.
func acceptWebsite(c *call, content []byte) error {
	var config *website.Config
	if content != nil {
		var document websiteConfiguration
		if err := parse(content, &document); err != nil {
			return err
		}
		config = document.config()
		if err := config.Validate(); err != nil {
			return say(rule.CodeInvalidArgument, strings.TrimPrefix(err.Error(), "website: "))
		}
	}
	return write.UpdateBucket(c.ctx, c.h.Store, c.bucket.Name, func(b *store.Bucket) error {
		b.Website = config
		return nil
	})
}

// config returns the configuration that the document says.
func (d *websiteConfiguration) config() *website.Config {
	c := new(website.Config)
	if to := d.RedirectAllRequestsTo; to != nil {
		c.RedirectAll = &website.Host{Name: to.HostName, Protocol: to.Protocol}
	}
	if d.IndexDocument != nil {
		c.Index = d.IndexDocument.Suffix
	}
	if d.ErrorDocument != nil {
		c.Error = d.ErrorDocument.Key
	}
	for _, r := range d.RoutingRules.RoutingRule {
		one := website.Rule{Redirect: website.Redirect{
			Host: r.Redirect.HostName, Protocol: r.Redirect.Protocol, Status: r.Redirect.HttpRedirectCode,
			ReplaceKeyWith: r.Redirect.ReplaceKeyWith, ReplaceKeyPrefixWith: r.Redirect.ReplaceKeyPrefixWith,
		}}
		if r.Condition != nil {
			one.Prefix, one.Status = r.Condition.KeyPrefixEquals, r.Condition.HttpErrorCodeReturnedEquals
		}
		c.Rules = append(c.Rules, one)
	}
	return c
}
