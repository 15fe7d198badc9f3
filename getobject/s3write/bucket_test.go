package s3write_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
)

// TestBuckets makes a bucket, looks at it and deletes it.
func TestBuckets(t *testing.T) {
	h := newHarness(t)
	h.want(200, "Location: /books", "PUT", "/books", "")
	h.want(200, "", "PUT", "/books", "") // once more, in us-east-1
	h.want(200, "X-Amz-Bucket-Region: us-east-1", "HEAD", "/books", "")
	h.want(404, "", "HEAD", "/nowhere", "")
	h.want(200, `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></LocationConstraint>`, "GET", "/books?location", "")
	h.want(200, "<Name>books</Name><CreationDate>2013-05-24T00:00:00.000Z</CreationDate>", "GET", "/", "")
	h.want(200, "", "PUT", "/books/k", "x")
	h.want(409, "<Code>BucketNotEmpty</Code>", "DELETE", "/books", "")
	h.want(204, "", "DELETE", "/books/k", "")
	h.want(204, "", "DELETE", "/books", "")
	h.want(404, "<Code>NoSuchBucket</Code> | <BucketName>books</BucketName>", "DELETE", "/books", "")
	h.want(200, "<Buckets></Buckets>", "GET", "/", "")
}

// TestBucketNames has names that no bucket can have.
func TestBucketNames(t *testing.T) {
	h := newHarness(t)
	for _, name := range []string{"ab", "Abc", "-abc", "abc-", "a..b", "192.168.0.1", "xn--abc", "abc-s3alias", "a_bc", strings.Repeat("a", 64)} {
		h.want(400, "<Code>InvalidBucketName</Code>", "PUT", "/"+name, "")
	}
	for _, name := range []string{"abc", "a.b-c", "1234", strings.Repeat("a", 63)} {
		h.want(200, "", "PUT", "/"+name, "")
	}
}

// TestLocation makes buckets in other regions.
func TestLocation(t *testing.T) {
	h := newHarness(t)
	config := func(region string) string {
		return `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>` + region + `</LocationConstraint></CreateBucketConfiguration>`
	}
	h.want(200, "", "PUT", "/far", config("eu-central-1"))
	h.want(200, ">eu-central-1<", "GET", "/far?location", "")
	h.want(409, "<Code>BucketAlreadyOwnedByYou</Code>", "PUT", "/far", config("eu-central-1"))
	h.want(200, "", "PUT", "/old", config("EU"))
	h.want(200, ">eu-west-1<", "GET", "/old?location", "")
	h.want(400, "<Code>InvalidLocationConstraint</Code>", "PUT", "/bad", config("moon"))
	h.want(400, "<Code>MalformedXML</Code>", "PUT", "/bad", "<CreateBucketConfiguration>")
	h.want(400, "<Code>MalformedXML</Code>", "PUT", "/bad", "<Other/>")
}

// TestLocationOfCustomHost: a host that is none of Amazon's is the endpoint of the region that a
// client signs for, and one of Amazon's is that of the region that it names.
func TestLocationOfCustomHost(t *testing.T) {
	h := newHarness(t)
	h.want(200, "", "PUT", "http://fake.example/far", `<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>`,
		"Authorization", "AWS4-HMAC-SHA256 Credential=AKID/20130524/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=0")
	h.want(200, ">eu-central-1<", "GET", "/far?location", "")
	for host, scope := range map[string]string{"fake.example": "eu-central-1", "s3.eu-central-1.amazonaws.com": "us-east-1"} {
		h.want(400, "<Code>IllegalLocationConstraintException</Code>", "PUT", "http://"+host+"/near", "",
			"Authorization", "AWS4-HMAC-SHA256 Credential=AKID/20130524/"+scope+"/s3/aws4_request, SignedHeaders=host, Signature=0")
	}
}

// TestCreateBucketTags: a bucket can have tags from its beginning, as it gets them later.
func TestCreateBucketTags(t *testing.T) {
	h := newHarness(t)
	config := func(tags string) string {
		return "<CreateBucketConfiguration><Tags>" + tags + "</Tags></CreateBucketConfiguration>"
	}
	h.want(200, "", "PUT", "/books", config("<Tag><Key>a</Key><Value>b</Value></Tag>"))
	h.want(200, "<TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet>", "GET", "/books?tagging", "")
	for _, tags := range []string{
		"<Tag><Key>" + strings.Repeat("k", 129) + "</Key><Value/></Tag>", "<Tag><Key>a?</Key><Value/></Tag>", "<Tag><Key>a</Key><Value>b*</Value></Tag>",
		"<Tag><Key>a</Key><Value/></Tag><Tag><Key>a</Key><Value/></Tag>",
	} {
		h.want(400, "<Code>InvalidTag</Code>", "PUT", "/other", config(tags))
	}
	h.want(400, "<Code>InvalidBucketAclWithObjectOwnership</Code>", "PUT", "/other", "", "X-Amz-Acl", "public-read")
	h.want(400, "<Code>InvalidArgument</Code>", "PUT", "/other", "", "X-Amz-Acl", "nobody")
	h.gone("/other")
}

// TestVersioning enables and suspends the versioning of a bucket.
func TestVersioning(t *testing.T) {
	h := newHarness(t)
	h.want(200, "", "PUT", "/books", "")
	h.want(200, `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></VersioningConfiguration>`, "GET", "/books?versioning", "")
	for _, status := range []string{"Enabled", "Suspended"} {
		h.want(200, "", "PUT", "/books?versioning", "<VersioningConfiguration><Status>"+status+"</Status></VersioningConfiguration>")
		h.want(200, "<Status>"+status+"</Status>", "GET", "/books?versioning", "")
	}
	h.want(400, "<Code>IllegalVersioningConfigurationException</Code>", "PUT", "/books?versioning", "<VersioningConfiguration/>")
	h.want(400, "<Code>MalformedXML</Code>", "PUT", "/books?versioning", "<VersioningConfiguration><Status>On</Status></VersioningConfiguration>")
}

// TestOtherOperations: what is not answered is NotImplemented, and the record has its name.
func TestOtherOperations(t *testing.T) {
	h := newHarness(t)
	h.want(200, "", "PUT", "/books", "")
	for _, c := range []struct{ method, target, name string }{
		{"GET", "/books?analytics", "GetBucketAnalytics"},
		{"GET", "/books/k?torrent", "GetObjectTorrent"},
		{"POST", "/books/k?select", "PostObjectSelect"},
		{"PATCH", "/books/k", "PatchObject"},
	} {
		h.want(501, "<Code>NotImplemented</Code>", c.method, c.target, "")
		if h.last.Operation != c.name || h.last.Status != 501 {
			t.Errorf("%s %s: record %q, %d, want %q, 501", c.method, c.target, h.last.Operation, h.last.Status, c.name)
		}
	}
}

// TestSubResources: what S3 has for another method is refused as reads refuse it.
func TestSubResources(t *testing.T) {
	h := filled(t, "k")
	h.want(405, "<Code>MethodNotAllowed</Code>", "GET", "/books/k?uploads", "")
	h.want(405, "<Code>MethodNotAllowed</Code>", "GET", "/books/k?uploadId=x&partNumber=1", "")
	h.want(400, "<Code>InvalidArgument</Code>", "GET", "/books/k?tagging&acl", "")
	h.want(405, "", "HEAD", "/books/k?tagging", "")
}

// TestNobodyMay: without an Authorizer everything is refused.
func TestNobodyMay(t *testing.T) {
	h := newHarness(t)
	h.want(200, "", "PUT", "/books", "")
	h.read.Authorizer = nil
	for _, c := range []struct{ method, target string }{
		{"PUT", "/other"}, {"GET", "/"}, {"HEAD", "/books"}, {"DELETE", "/books"}, {"GET", "/books?versioning"},
		{"PUT", "/books/k"}, {"DELETE", "/books/k"}, {"GET", "/books"}, {"GET", "/books?list-type=2"}, {"GET", "/books?versions"},
		{"GET", "/books/k?tagging"}, {"GET", "/books/k?attributes"}, {"POST", "/books/k?uploads"}, {"GET", "/books?uploads"},
	} {
		h.want(403, "", c.method, c.target, "", "X-Amz-Object-Attributes", "ETag")
	}
	h.read.Authorizer = getobject.AllowAll{}
	h.signed()
	h.want(403, "<Code>InvalidAccessKeyId</Code>", "PUT", "/other?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A/20130524/us-east-1/s3/aws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=9&X-Amz-SignedHeaders=host&X-Amz-Signature=0", "")
}

// TestOwner compares the owner that is expected.
func TestOwner(t *testing.T) {
	h := newHarness(t)
	h.want(200, "", "PUT", "/books", "")
	h.want(403, "<Code>AccessDenied</Code>", "PUT", "/books/k", "x", "X-Amz-Expected-Bucket-Owner", "123456789012")
	h.want(400, "<Code>InvalidBucketOwnerAWSAccountID</Code>", "PUT", "/books/k", "x", "X-Amz-Expected-Bucket-Owner", "me")
	h.gone("/books/k")
}

// TestRepeated: of two values of one parameter none counts.
func TestRepeated(t *testing.T) {
	h := filled(t, "k")
	h.want(400, "", "DELETE", "/books/k?versionId=null&versionId="+strings.Repeat("x", 32), "")
	h.want(400, "", "GET", "/books?prefix=a&Prefix=b", "")
	h.want(200, "x", "GET", "/books/k", "")
}

// TestCrossOrigin: pages of other origins are told what the rules of the bucket allow, and a
// preflight request for a bucket without rules is refused as it is without this package.
func TestCrossOrigin(t *testing.T) {
	h := filled(t)
	h.want(403, "<Code>AccessForbidden</Code>", "OPTIONS", "/books/k", "", "Origin", "http://page", "Access-Control-Request-Method", "PUT")
	rules := cors.Rules{{AllowedOrigins: []string{"http://page"}, AllowedMethods: []string{"PUT"}}}
	if err := h.store.CreateBucket(store.Bucket{Name: "pages", CORS: rules}); err != nil {
		t.Fatal(err)
	}
	h.want(200, "Access-Control-Allow-Origin: http://page", "PUT", "/pages/k", "x", "Origin", "http://page")
	h.want(200, "!Access-Control-Allow-Origin", "PUT", "/pages/k", "x", "Origin", "http://other")
}

// TestBucketPages lists buckets in pages, and those of a prefix or of a region.
func TestBucketPages(t *testing.T) {
	h := newHarness(t)
	for _, name := range []string{"aaa", "bbb", "bbc"} {
		h.want(200, "", "PUT", "/"+name, "")
	}
	w := h.want(200, "<Name>bbb</Name> | <BucketRegion>us-east-1</BucketRegion> | !<Name>bbc</Name>", "GET", "/?max-buckets=2", "")
	token := between(w.Body.String(), "<ContinuationToken>", "<")
	h.want(200, "<Name>bbc</Name> | !<Name>bbb</Name> | !<ContinuationToken>", "GET", "/?max-buckets=2&continuation-token="+url.QueryEscape(token), "")
	h.want(200, "<Prefix>b</Prefix> | !<Name>aaa</Name>", "GET", "/?prefix=b", "")
	h.want(200, "!<Name>aaa</Name>", "GET", "/?bucket-region=eu-west-1", "")
	h.want(400, "<Code>InvalidArgument</Code>", "GET", "/?max-buckets=0", "")
}

// TestHosts: buckets named by hosts are the same, and one of another region is elsewhere.
func TestHosts(t *testing.T) {
	h := newHarness(t)
	h.want(200, "", "PUT", "http://books.s3.amazonaws.com/", "")
	h.want(200, "", "PUT", "http://books.s3.us-east-1.amazonaws.com/k", "x")
	h.want(200, "x", "GET", "http://s3.amazonaws.com/books/k", "")
	h.want(301, "<Code>PermanentRedirect</Code> | X-Amz-Bucket-Region: us-east-1", "PUT", "http://books.s3.eu-west-1.amazonaws.com/k", "y")
}
