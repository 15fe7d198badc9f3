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
	RoutingRules          *struct {
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
		if err := document.check(); err != nil {
			return err
		}
		if err := config.Validate(); err != nil {
			return say(rule.CodeInvalidArgument, strings.TrimPrefix(err.Error(), "website: "))
		}
	}
	return write.UpdateBucket(c.ctx, c.h.Store, c.bucket.Name, func(b *store.Bucket) error {
		b.Website = config
		return nil
	})
}

// check refuses what S3 has words of its own for.
func (d *websiteConfiguration) check() error {
	const index = "IndexDocument"
	to := d.RedirectAllRequestsTo
	switch {
	case to != nil && (d.IndexDocument != nil || d.ErrorDocument != nil || d.RoutingRules != nil):
		return badArgument("RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.", "RedirectAllRequestsTo", "not null")
	case to != nil:
		return checkProtocol(to.Protocol)
	case d.IndexDocument == nil:
		return badArgument("A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty", index, "null")
	case d.IndexDocument.Suffix == "" || strings.Contains(d.IndexDocument.Suffix, "/"):
		return badArgument("The IndexDocument Suffix is not well formed", index, d.IndexDocument.Suffix)
	case d.RoutingRules == nil:
		return nil
	case len(d.RoutingRules.RoutingRule) == 0:
		return refuse("MalformedXML")
	}
	return d.checkRules()
}

// checkRules refuses routing rules that contradict themselves.
func (d *websiteConfiguration) checkRules() error {
	for _, r := range d.RoutingRules.RoutingRule {
		to := &r.Redirect
		switch {
		case to.ReplaceKeyPrefixWith != nil && to.ReplaceKeyWith != nil:
			return say(rule.CodeInvalidRequest, "You can only define ReplaceKeyPrefix or ReplaceKey but not both.")
		case r.Condition != nil && r.Condition.KeyPrefixEquals == "" && r.Condition.HttpErrorCodeReturnedEquals == 0:
			return say(rule.CodeInvalidRequest, "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.")
		}
		if err := checkProtocol(to.Protocol); err != nil {
			return err
		}
	}
	return nil
}

func checkProtocol(protocol string) error {
	if protocol != "" && protocol != "http" && protocol != "https" {
		return say(rule.CodeInvalidRequest, "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.")
	}
	return nil
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
	if d.RoutingRules == nil {
		return c
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
