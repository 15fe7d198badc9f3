package s3write_test

import (
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/s3write"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// TestConfigurations writes, reads and deletes what is kept. S3 Error responses: List of error
// codes.
func TestConfigurations(t *testing.T) {
	h := filled(t)
	for _, c := range []struct{ name, operation, root, content, before, after string }{
		{"accelerate", "BucketAccelerateConfiguration", "AccelerateConfiguration", "<Status>Enabled</Status>", "></AccelerateConfiguration>", ""},
		{"encryption", "BucketEncryption", "ServerSideEncryptionConfiguration", "<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>", "<SSEAlgorithm>AES256<", "<SSEAlgorithm>AES256<"},
		{"lifecycle", "BucketLifecycleConfiguration", "LifecycleConfiguration", "<Rule><ID>a</ID><Status>Enabled</Status><Filter/><Expiration><Days>1</Days></Expiration></Rule>", "<Code>NoSuchLifecycleConfiguration<", "<Code>NoSuchLifecycleConfiguration<"},
		{"logging", "BucketLogging", "BucketLoggingStatus", "<LoggingEnabled/>", "></BucketLoggingStatus>", ""},
		{"notification", "BucketNotificationConfiguration", "NotificationConfiguration", "<EventBridgeConfiguration/>", "></NotificationConfiguration>", ""},
		{"ownershipControls", "BucketOwnershipControls", "OwnershipControls", "<Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule>", ">BucketOwnerEnforced<", "<Code>OwnershipControlsNotFoundError<"},
		{"publicAccessBlock", "PublicAccessBlock", "PublicAccessBlockConfiguration", "<BlockPublicAcls>false</BlockPublicAcls>", "<RestrictPublicBuckets>true<", "<Code>NoSuchPublicAccessBlockConfiguration<"},
		{"replication", "BucketReplication", "ReplicationConfiguration", "<Role>r</Role>", "<Code>ReplicationConfigurationNotFoundError<", "<Code>ReplicationConfigurationNotFoundError<"},
		{"requestPayment", "BucketRequestPayment", "RequestPaymentConfiguration", "<Payer>BucketOwner</Payer>", "<Payer>BucketOwner<", ""},
		{"tagging", "BucketTagging", "Tagging", "<TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet>", "<Code>NoSuchTagSet</Code><Message>The TagSet does not exist<", "<Code>NoSuchTagSet<"},
		{"website", "BucketWebsite", "WebsiteConfiguration", "<IndexDocument><Suffix>i</Suffix></IndexDocument>", "<Code>NoSuchWebsiteConfiguration<", "<Code>NoSuchWebsiteConfiguration<"},
	} {
		target := "/books?" + c.name
		see := func(text string) {
			t.Helper()
			if got := h.ask("GET", target, "").Body.String(); !strings.Contains(got, text) {
				t.Errorf("GET %s: %s, want %s", target, got, text)
			}
			if h.last.Operation != "Get"+c.operation {
				t.Errorf("GET %s is %s, want Get%s", target, h.last.Operation, c.operation)
			}
		}
		see(c.before)
		h.put(400, "<Code>MalformedXML</Code>", target, "<Other/>")
		document := "<" + c.root + ` xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` + c.content + "</" + c.root + ">"
		if w := h.ask("PUT", target, document, sent(document)...); w.Code/100 != 2 || h.last.Operation != "Put"+c.operation {
			t.Errorf("PUT %s: %d, %s: %s", target, w.Code, h.last.Operation, w.Body)
		}
		see("<" + c.root + ` xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` + c.content + "<")
		if c.after == "" {
			h.want(501, "<Code>NotImplemented</Code>", "DELETE", target, "")
			continue
		}
		h.want(204, "", "DELETE", target, "")
		see(c.after)
	}
}

// TestPayment: S3 PutBucketRequestPayment. Nobody pays who is not known.
func TestPayment(t *testing.T) {
	h := filled(t, "k")
	h.put(200, "", "/books?requestPayment", "<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>")
	h.want(403, "<Code>AccessDenied</Code>", "GET", "/books/k", "")
}

// TestConfigurationsRefused: what S3 does not store.
func TestConfigurationsRefused(t *testing.T) {
	h := filled(t)
	rule := func(id string) string { return "<Rule><ID>" + id + "</ID><Status>Enabled</Status></Rule>" }
	for _, c := range []struct{ name, document, code string }{
		{"accelerate", "<AccelerateConfiguration><Status>On</Status></AccelerateConfiguration>", "MalformedXML"},
		{"encryption", "<ServerSideEncryptionConfiguration/>", "MalformedXML"},
		{"encryption", "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>", "MalformedXML"},
		{"encryption", "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm><KMSMasterKeyID>k</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>", "InvalidArgument"},
		{"lifecycle", "<LifecycleConfiguration/>", "MalformedXML"},
		{"lifecycle", "<LifecycleConfiguration>" + rule("a") + rule("a") + "</LifecycleConfiguration>", "InvalidArgument"},
		{"lifecycle", "<LifecycleConfiguration>" + rule(strings.Repeat("a", 256)) + "</LifecycleConfiguration>", "InvalidArgument"},
		{"ownershipControls", "<OwnershipControls><Rule><ObjectOwnership>Me</ObjectOwnership></Rule></OwnershipControls>", "MalformedXML"},
		{"publicAccessBlock", "<PublicAccessBlockConfiguration><BlockPublicAcls>maybe</BlockPublicAcls></PublicAccessBlockConfiguration>", "MalformedXML"},
		{"requestPayment", "<RequestPaymentConfiguration><Payer>Me</Payer></RequestPaymentConfiguration>", "MalformedXML"},
		{"tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value/></Tag><Tag><Key>a</Key><Value/></Tag></TagSet></Tagging>", "InvalidTag"},
		{"tagging", "<Tagging><TagSet><Tag><Key>aws:a</Key><Value/></Tag></TagSet></Tagging>", "InvalidTag"},
		{"tagging", "<Tagging><TagSet>" + strings.Repeat("<Tag><Key>a</Key></Tag>", 51) + "</TagSet></Tagging>", "MalformedXML"},
	} {
		h.put(400, "<Code>"+c.code+"</Code>", "/books?"+c.name, c.document)
	}
}

// TestCORS: S3 PutBucketCors. The message about origins is that of a recording in
// versity/versitygw#1870.
func TestCORS(t *testing.T) {
	h := filled(t, "k")
	config := func(inner string) string {
		return "<CORSConfiguration><CORSRule>" + inner + "</CORSRule></CORSConfiguration>"
	}
	const get, page = "<AllowedMethod>GET</AllowedMethod>", "<AllowedOrigin>http://*.page</AllowedOrigin>"
	h.want(404, "<Code>NoSuchCORSConfiguration</Code><Message>The CORS configuration does not exist</Message>", "GET", "/books?cors", "")
	for inner, texts := range map[string]string{
		get: "<Code>MalformedXML</Code>", page: "<Code>MalformedXML</Code>",
		page + "<AllowedMethod>PATCH</AllowedMethod>":            "<Code>InvalidRequest</Code><Message>Found unsupported HTTP method in CORS config. Unsupported method is PATCH</Message>",
		get + "<AllowedOrigin>*a*</AllowedOrigin>":               "<Code>InvalidRequest</Code> | can not have more than one wildcard.",
		get + page + "<ExposeHeader>x-*</ExposeHeader>":          "<Code>InvalidRequest</Code> | contains wildcard",
		get + page + "<AllowedHeader>*a*</AllowedHeader>":        "<Code>InvalidRequest</Code>",
		get + page + "<MaxAgeSeconds>x</MaxAgeSeconds>":          "<Code>MalformedXML</Code>",
		get + page + "<ID>" + strings.Repeat("a", 256) + "</ID>": "<Code>MalformedXML</Code>",
	} {
		h.put(400, texts, "/books?cors", config(inner))
	}
	h.put(400, "<Code>MalformedXML</Code>", "/books?cors", "<CORSConfiguration>"+strings.Repeat("<CORSRule>"+get+page+"</CORSRule>", 101)+"</CORSConfiguration>")
	h.put(200, "", "/books?cors", config(get+page+"<MaxAgeSeconds>9</MaxAgeSeconds>"))
	h.want(200, "<CORSRule>"+get+page+"<MaxAgeSeconds>9</MaxAgeSeconds></CORSRule>", "GET", "/books?cors", "")
	h.want(200, "Access-Control-Allow-Origin: http://a.page", "GET", "/books/k", "", "Origin", "http://a.page")
	h.want(200, "Access-Control-Max-Age: 9", "OPTIONS", "/books/k", "", "Origin", "http://a.page", "Access-Control-Request-Method", "GET")
	h.want(204, "", "DELETE", "/books?cors", "")
	h.want(404, "<Code>NoSuchCORSConfiguration</Code>", "GET", "/books?cors", "")
	h.want(403, "", "OPTIONS", "/books/k", "", "Origin", "http://a.page", "Access-Control-Request-Method", "GET")
}

// TestBucketPolicy: S3 PutBucketPolicy, and S3 User Guide: Blocking public access to your Amazon
// S3 storage.
func TestBucketPolicy(t *testing.T) {
	h := filled(t)
	const public = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::books/*"}]}`
	h.want(404, "<Code>NoSuchBucketPolicy</Code><Message>The bucket policy does not exist</Message>", "GET", "/books?policy", "")
	h.want(404, "<Code>NoSuchBucketPolicy</Code>", "GET", "/books?policyStatus", "")
	h.want(400, "<Code>MalformedPolicy</Code>", "PUT", "/books?policy", "policy")
	h.want(400, "<Code>MalformedPolicy</Code>", "PUT", "/books?policy", "{}")
	h.want(400, "<Code>MalformedPolicy</Code>", "PUT", "/books?policy", "{"+strings.Repeat(" ", 20<<10)+"}")
	h.want(403, "<Code>AccessDenied</Code>", "PUT", "/books?policy", public)
	h.want(204, "", "DELETE", "/books?publicAccessBlock", "")
	h.want(204, "", "PUT", "/books?policy", public)
	if w := h.want(200, "Content-Type: application/json", "GET", "/books?policy", ""); w.Body.String() != public {
		t.Errorf("the policy is %s, want %s", w.Body, public)
	}
	if p, err := h.store.BucketPolicies("books"); err != nil || p.Policy == nil || !p.OwnerEnforced {
		t.Errorf("BucketPolicies = %+v, %v, want the policy, and no ACLs", p, err)
	}
	h.want(200, "<IsPublic>true</IsPublic>", "GET", "/books?policyStatus", "")
	h.want(204, "", "DELETE", "/books?policy", "")
	h.want(404, "<Code>NoSuchBucketPolicy</Code>", "GET", "/books?policy", "")
}

// TestACL: S3 User Guide: Controlling ownership of objects and disabling ACLs.
func TestACL(t *testing.T) {
	h := filled(t, "k")
	for _, target := range []string{"/books?acl", "/books/k?acl"} {
		h.want(200, `<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"> | <Permission>FULL_CONTROL</Permission>`, "GET", target, "")
		h.want(200, "", "PUT", target, "", "X-Amz-Acl", "private")
		h.want(200, "", "PUT", target, "", "X-Amz-Acl", "bucket-owner-full-control")
		h.want(400, "<Code>AccessControlListNotSupported</Code><Message>The bucket does not allow ACLs</Message>", "PUT", target, "", "X-Amz-Acl", "public-read")
		h.want(400, "<Code>MissingSecurityHeader</Code>", "PUT", target, "")
		h.want(400, "<Code>MalformedACLError</Code>", "PUT", target, "<AccessControlPolicy/>")
		same := h.ask("GET", target, "").Body.String()
		h.want(200, "", "PUT", target, same)
		h.want(400, "<Code>AccessControlListNotSupported</Code>", "PUT", target, strings.ReplaceAll(same, "FULL_CONTROL", "READ"))
	}
	h.want(404, "<Code>NoSuchKey</Code>", "GET", "/books/none?acl", "")
}

// TestACLDocument: documents of a bucket that has ACLs. That a list may be empty, and what another owner
// is told, nobody has recorded.
func TestACLDocument(t *testing.T) {
	h := filled(t, "k")
	h.want(204, "", "DELETE", "/books?ownershipControls", "")
	const target, id = "/books/k?acl", "" // that of who does not sign
	grant := func(kind, inner, permission string) string {
		return `<Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="` + kind + `">` + inner + "</Grantee><Permission>" + permission + "</Permission></Grant>"
	}
	list := func(owner, grants string) string {
		return "<AccessControlPolicy><Owner><ID>" + owner + "</ID></Owner><AccessControlList>" + grants + "</AccessControlList></AccessControlPolicy>"
	}
	user := grant("CanonicalUser", "<ID>"+id+"</ID>", "READ")
	for _, c := range []struct{ body, want string }{
		{list("444455556666", user), "<Code>AccessDenied</Code>"},
		{list("nobody", user), "<ArgumentName>CanonicalUser/ID</ArgumentName><ArgumentValue>nobody</ArgumentValue>"},
		{list(id, strings.Repeat(user, 101)), "<Code>MalformedACLError</Code>"},
		{list(id, strings.ReplaceAll(user, "CanonicalUser", "User")), "<Code>MalformedACLError</Code>"},
		{list(id, grant("AmazonCustomerByEmail", "<EmailAddress>a@example.com</EmailAddress>", "READ")), "<Code>MethodNotAllowed</Code>"},
		{list(id, grant("Group", "<URI>http://example.com</URI>", "READ")), "<ArgumentName>Group/URI</ArgumentName>"},
		{"<AccessControlPolicy><Owner><ID>" + id + "</ID></Owner></AccessControlPolicy>", "<Code>MalformedACLError</Code>"},
	} {
		if w := h.ask("PUT", target, c.body); w.Code < 400 || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("PUT of %s: %d %s, want %s", c.body, w.Code, w.Body, c.want)
		}
	}
	h.want(200, "", "PUT", target, list(id, ""))
	h.want(200, "<AccessControlList></AccessControlList>", "GET", target, "")
	h.want(200, "", "PUT", target, list(id, strings.Repeat(user, 100)))
	h.want(200, "", "PUT", target, list(id, grant("CanonicalUser", "<ID>"+strings.Repeat("0a", 32)+"</ID>", "READ")))
	h.want(200, "<ID>"+strings.Repeat("0a", 32)+"</ID>", "GET", target, "")
}

// TestTagging: S3 PutObjectTagging and S3 DeleteObjectTagging.
func TestTagging(t *testing.T) {
	h := filled(t)
	h.want(200, "", "PUT", "/books?versioning", enabled)
	old := field(h.want(200, "", "PUT", "/books/k", "x"), "x-amz-version-id")
	h.want(200, "", "PUT", "/books/k", "y")
	set := func(inner string) string { return "<Tagging><TagSet>" + inner + "</TagSet></Tagging>" }
	tag := func(key, value string) string { return "<Tag><Key>" + key + "</Key><Value>" + value + "</Value></Tag>" }
	h.want(200, "X-Amz-Version-Id: "+old, "PUT", "/books/k?tagging&versionId="+old, set(tag("b", "2")+tag("a", "1")))
	h.want(200, tag("a", "1")+tag("b", "2"), "GET", "/books/k?tagging&versionId="+old, "")
	h.want(200, "X-Amz-Tagging-Count: 2", "GET", "/books/k?versionId="+old, "")
	h.want(200, "<TagSet></TagSet>", "GET", "/books/k?tagging", "")
	for inner, code := range map[string]string{
		tag("a", "1") + tag("a", "2"):      "InvalidTag",
		tag(strings.Repeat("a", 129), ""):  "InvalidTag",
		tag("a", strings.Repeat("a", 257)): "InvalidTag",
		tag("aws:a", ""):                   "InvalidTag",
	} {
		h.want(400, "<Code>"+code+"</Code>", "PUT", "/books/k?tagging", set(inner))
	}
	var many strings.Builder
	for _, key := range "abcdefghijk" {
		many.WriteString(tag(string(key), ""))
	}
	h.want(400, "<Code>BadRequest</Code><Message>Object tags cannot be greater than 10</Message>", "PUT", "/books/k?tagging", set(many.String()))
	h.want(404, "<Code>NoSuchKey</Code>", "PUT", "/books/none?tagging", set(""))
	h.want(204, "X-Amz-Version-Id: "+old, "DELETE", "/books/k?tagging&versionId="+old, "")
	h.want(200, "!X-Amz-Tagging-Count", "GET", "/books/k?versionId="+old, "")
	h.read.Authorizer = deny{"s3:PutObjectVersionTagging"}
	h.want(403, "", "PUT", "/books/k?tagging&versionId="+old, set(""))
	h.want(200, "", "PUT", "/books/k?tagging", set(""))
}

// TestRestore: S3 RestoreObject, and S3 User Guide: Restoring an archived object.
func TestRestore(t *testing.T) {
	h := filled(t, "k")
	var events []func()
	var waits []time.Duration
	h.read.Next.(*s3write.Handler).After = func(d time.Duration, do func()) {
		waits, events = append(waits, d), append(events, do)
	}
	request := func(inner string) string { return "<RestoreRequest>" + inner + "</RestoreRequest>" }
	const days = "<Days>2</Days>"
	h.want(403, "<Code>InvalidObjectState</Code><Message>Restore is not allowed for the object's current storage class</Message>", "POST", "/books/k?restore", request(days))
	h.want(200, "", "PUT", "/books/cold", "x", "X-Amz-Storage-Class", "DEEP_ARCHIVE")
	h.want(403, "<Code>InvalidObjectState</Code>", "GET", "/books/cold", "")
	h.want(404, "<Code>NoSuchKey</Code>", "POST", "/books/none?restore", request(days))
	for _, inner := range []string{"", "<Days>0</Days>", days + "<GlacierJobParameters><Tier>Fast</Tier></GlacierJobParameters>"} {
		h.want(400, "<Code>MalformedXML</Code>", "POST", "/books/cold?restore", request(inner))
	}
	h.want(400, "<Code>InvalidArgument</Code>", "POST", "/books/cold?restore", request(days+"<GlacierJobParameters><Tier>Expedited</Tier></GlacierJobParameters>"))
	h.want(202, "", "POST", "/books/cold?restore", request(days+"<GlacierJobParameters><Tier>Bulk</Tier></GlacierJobParameters>"))
	h.want(409, "<Code>RestoreAlreadyInProgress</Code>", "POST", "/books/cold?restore", request(days))
	h.want(200, `X-Amz-Restore: ongoing-request="true"`, "HEAD", "/books/cold", "")
	if len(waits) != 2 || waits[0] != 48*time.Hour || waits[1] != 5*24*time.Hour {
		t.Fatalf("After was called with %v, want 48h and 120h", waits)
	}
	events[0]()
	h.want(200, `X-Amz-Restore: ongoing-request="false", expiry-date="Wed, 29 May 2013 00:00:00 GMT"`, "GET", "/books/cold", "")
	h.want(200, "", "POST", "/books/cold?restore", request("<Days>9</Days>"))
	events[1]() // the copy stays longer
	h.want(200, `expiry-date="Mon, 03 Jun 2013 00:00:00 GMT"`, "GET", "/books/cold", "")
}

// TestRename: S3 RenameObject.
func TestRename(t *testing.T) {
	h := filled(t, "k")
	const name, source = "fast--use1-az4--x-s3", "X-Amz-Rename-Source"
	if err := h.store.CreateBucket(store.Bucket{Name: name, Type: store.Directory}); err != nil {
		t.Fatal(err)
	}
	put := func(key string) {
		if _, err := h.store.Put(name, key, memstore.Version{Content: []byte(key)}); err != nil {
			t.Fatal(err)
		}
	}
	put("a")
	put("b")
	at := "/" + name + "/"
	h.want(501, "<Code>NotImplemented</Code>", "PUT", "/books/n?renameObject", "", source, "k")
	h.want(400, "<Code>InvalidArgument</Code>", "PUT", at+"n?renameObject", "")
	h.want(404, "<Code>NoSuchKey</Code>", "PUT", at+"n?renameObject", "", source, "none")
	h.want(412, "<Code>PreconditionFailed</Code>", "PUT", at+"b?renameObject", "", source, "a", "If-None-Match", "*")
	h.want(412, "<Code>PreconditionFailed</Code>", "PUT", at+"n?renameObject", "", source, "a", "X-Amz-Rename-Source-If-Match", `"x"`)
	h.want(412, "<Code>PreconditionFailed</Code>", "PUT", at+"n?renameObject", "", source, "a", "If-Match", `"x"`)
	h.want(200, "", "PUT", at+"c?renameObject", "", source, "/"+name+"/a", "X-Amz-Client-Token", "t", "If-None-Match", "*")
	h.want(200, "", "PUT", at+"c?renameObject", "", source, "a", "X-Amz-Client-Token", "t", "If-None-Match", "*")
	h.want(400, "<Code>IdempotencyParameterMismatch</Code>", "PUT", at+"d?renameObject", "", source, "a", "X-Amz-Client-Token", "t")
	h.gone(at + "a")
	h.want(200, "a", "GET", at+"c", "")
	h.want(200, "", "PUT", at+"b?renameObject", "", source, "c")
	h.want(200, "a", "GET", at+"b", "")
}

// TestDefaultEncryption: what says nothing of its encryption has that of the bucket, in every kind of
// upload; what says something has what it says.
func TestDefaultEncryption(t *testing.T) {
	h := newHarness(t)
	h.want(200, "", "PUT", "/books", "")
	h.want(200, "X-Amz-Server-Side-Encryption: AES256", "PUT", "/books/old", "x")
	const key = "arn:aws:kms:us-east-1:123456789012:key/k"
	h.want(200, "", "PUT", "/books?encryption", "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>"+key+
		"</KMSMasterKeyID></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>")
	const kms = "X-Amz-Server-Side-Encryption: aws:kms | X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id: " + key + " | X-Amz-Server-Side-Encryption-Bucket-Key-Enabled: true"
	h.want(200, kms, "PUT", "/books/k", "x")
	h.want(200, kms, "PUT", "/books/copy", "", "X-Amz-Copy-Source", "books/old")
	h.want(200, kms, "POST", "/books/big?uploads", "")
	h.want(200, "X-Amz-Server-Side-Encryption: AES256 | !X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id", "PUT", "/books/own", "x", "X-Amz-Server-Side-Encryption", "AES256")
	h.want(204, "", "DELETE", "/books?encryption", "")
	h.want(200, "X-Amz-Server-Side-Encryption: AES256", "PUT", "/books/k", "x")
}
