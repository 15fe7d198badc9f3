package s3website

import (
	"iter"
	"slices"

	"github.com/s3get/s3get/getobject/rule"
)

// Rules about website endpoints.
var (
	ruleNoWebsite = &rule.Rule{
		ID: "website/no-configuration", Kind: rule.KindRequired, Code: rule.CodeNoSuchWebsiteConfiguration,
		Sentence: "A request to the website endpoint of a bucket without a website configuration is answered 404 NoSuchWebsiteConfiguration, as a page of HTML.",
		Sections: []string{"S3 User Guide: Website endpoints", "S3 Error responses: NoSuchWebsiteConfiguration"},
	}
	ruleRedirectAll = &rule.Rule{
		ID: "website/redirect-all", Kind: rule.KindRequired,
		Sentence: "A website that redirects all requests answers each with 301 and the other host, with path and query as they came.",
		Sections: []string{"S3 User Guide: Configuring a webpage redirect"},
	}
	ruleSlash = &rule.Rule{
		ID: "website/slash", Kind: rule.KindRequired,
		Sentence: "A request to a website for a key that is missing, and that is a folder with an index document, is answered 302 with a slash behind the key.",
		Sections: []string{"S3 User Guide: Configuring an index document"},
	}
	ruleRoute = &rule.Rule{
		ID: "website/route", Kind: rule.KindRequired,
		Sentence: "A request to a website is redirected by the first routing rule whose prefix its key has and whose error its read ended with.",
		Sections: []string{"S3 User Guide: Configuring a webpage redirect"},
	}
	ruleLocation = &rule.Rule{
		ID: "website/redirect-location", Kind: rule.KindRequired,
		Sentence: "An object with a website redirect location is answered 301 at the website endpoint.",
		Sections: []string{"S3 User Guide: Configuring a webpage redirect", "S3 GetObject: x-amz-website-redirect-location"},
	}
	ruleErrorDocument = &rule.Rule{
		ID: "website/error-document", Kind: rule.KindRequired,
		Sentence: "An error of 4xx at the website endpoint is answered with the error document, if that can be read, and with its own status.",
		Sections: []string{"S3 User Guide: Configuring a custom error document"},
	}
)

// Rules returns the rules of website endpoints in the order in which they are asked.
func Rules() iter.Seq[*rule.Rule] {
	return slices.Values([]*rule.Rule{
		ruleNoWebsite, ruleRedirectAll, ruleRoute, ruleSlash, ruleLocation, ruleErrorDocument,
	})
}
