package s3write_test

import (
	"net/http/httptest"
	"testing"

	"github.com/s3get/s3get/getobject/s3website"
)

// TestPutBucketWebsite: a website that is put is served, and one that is deleted is not.
func TestPutBucketWebsite(t *testing.T) {
	h := filled(t, "index.html", "new/index.html")
	const document = `<WebsiteConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IndexDocument><Suffix>index.html</Suffix></IndexDocument>` +
		`<ErrorDocument><Key>error.html</Key></ErrorDocument><RoutingRules><RoutingRule><Condition><KeyPrefixEquals>old/</KeyPrefixEquals>` +
		`<HttpErrorCodeReturnedEquals>404</HttpErrorCodeReturnedEquals></Condition><Redirect><ReplaceKeyPrefixWith>new/</ReplaceKeyPrefixWith>` +
		`<HttpRedirectCode>302</HttpRedirectCode></Redirect></RoutingRule></RoutingRules></WebsiteConfiguration>`
	h.want(404, "NoSuchWebsiteConfiguration", "GET", "/books?website", "")
	h.want(200, "", "PUT", "/books?website", document)
	h.want(200, "<Suffix>index.html</Suffix>", "GET", "/books?website", "")
	site := &s3website.Handler{Objects: h.read}
	visit := func(target string, status int, location string) {
		t.Helper()
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequest("GET", "http://books.s3-website-us-east-1.amazonaws.com"+target, nil))
		if w.Code != status || w.Header().Get("Location") != location {
			t.Errorf("GET %s: %d %q, want %d %q", target, w.Code, w.Header().Get("Location"), status, location)
		}
	}
	visit("/", 200, "")
	visit("/old/index.html", 302, "https://books.s3-website-us-east-1.amazonaws.com/new/index.html")
	h.want(204, "", "DELETE", "/books?website", "")
	visit("/", 404, "")
	for _, bad := range []string{
		`<WebsiteConfiguration></WebsiteConfiguration>`,
		`<WebsiteConfiguration><IndexDocument><Suffix>a/b</Suffix></IndexDocument></WebsiteConfiguration>`,
		`<WebsiteConfiguration><IndexDocument><Suffix>i</Suffix></IndexDocument><RoutingRules><RoutingRule><Redirect><HttpRedirectCode>200</HttpRedirectCode></Redirect></RoutingRule></RoutingRules></WebsiteConfiguration>`,
	} {
		h.want(400, "InvalidArgument", "PUT", "/books?website", bad)
	}
}

// TestDirectoryBuckets: the name says that a bucket is one, and they have a list of their own.
func TestDirectoryBuckets(t *testing.T) {
	h := newHarness(t)
	const name = "b--use1-az4--x-s3"
	h.want(200, "", "PUT", "/"+name, `<CreateBucketConfiguration><Location><Name>use1-az4</Name><Type>AvailabilityZone</Type></Location>`+
		`<Bucket><DataRedundancy>SingleAvailabilityZone</DataRedundancy><Type>Directory</Type></Bucket></CreateBucketConfiguration>`)
	h.want(200, "", "PUT", "/plain", "")
	h.want(200, "!"+name, "GET", "/", "")
	h.want(200, "<Name>"+name+"</Name>", "GET", "http://s3express-control.us-east-1.amazonaws.com/", "")
	h.want(200, "!plain", "GET", "http://s3express-control.us-east-1.amazonaws.com/", "")
	if b, err := h.store.Bucket(t.Context(), name); err != nil || !b.IsDirectory() {
		t.Errorf("Bucket = %+v, %v; want a directory bucket", b, err)
	}
	h.want(400, "InvalidBucketName", "PUT", "/b--x-s3", "")
}
