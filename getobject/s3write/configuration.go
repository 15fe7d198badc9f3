package s3write

import (
	"bytes"
	"encoding/xml"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// namespace is that of S3's documents.
const namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

// A configuration is one of a bucket that is a document: a row of the table that answers the
// operations that read, write and delete it.
type configuration struct {
	parameter string    // that selects it, and the name of its document in the store
	noun      string    // name of the operations without the verb
	right     string    // IAM action without the verb
	root      string    // element of the document
	initial   string    // content of the document of a bucket that was given none, or ""
	missing   rule.Code // if there is none; "" is an empty document
	digested  bool      // S3 wants a digest of the document
	deletes   string    // IAM action of deleting it, or "" for a configuration that stays

	// accept checks a document and makes it take effect, or is nil: then it is kept only.
	// The content is nil where the configuration is deleted.
	accept func(c *call, content []byte) error

	// normal returns the content that is kept of a document that was accepted, or is nil: then
	// it is the document's own. One of no bytes is none.
	normal func(content []byte) []byte
}

// configurations are those of buckets, in the order of their parameters.
func configurations() []configuration {
	return []configuration{
		{parameter: "accelerate", noun: "BucketAccelerateConfiguration", right: "AccelerateConfiguration", root: "AccelerateConfiguration", accept: acceptAccelerate},
		{parameter: "cors", noun: "BucketCors", right: "BucketCORS", root: "CORSConfiguration", missing: "NoSuchCORSConfiguration", digested: true, deletes: "s3:PutBucketCORS", accept: acceptCORS},
		{parameter: "encryption", noun: "BucketEncryption", right: "EncryptionConfiguration", root: "ServerSideEncryptionConfiguration", initial: initialEncryption, deletes: "s3:PutEncryptionConfiguration", accept: acceptEncryption},
		{parameter: "lifecycle", noun: "BucketLifecycleConfiguration", right: "LifecycleConfiguration", root: "LifecycleConfiguration", missing: "NoSuchLifecycleConfiguration", digested: true, deletes: "s3:PutLifecycleConfiguration", accept: acceptLifecycle},
		{parameter: "logging", noun: "BucketLogging", right: "BucketLogging", root: "BucketLoggingStatus"},
		{parameter: "notification", noun: "BucketNotificationConfiguration", right: "BucketNotification", root: "NotificationConfiguration", accept: acceptNotification},
		{parameter: "object-lock", noun: "ObjectLockConfiguration", right: "BucketObjectLockConfiguration", root: "ObjectLockConfiguration", missing: "ObjectLockConfigurationNotFoundError", digested: true, accept: acceptObjectLock},
		{parameter: "ownershipControls", noun: "BucketOwnershipControls", right: "BucketOwnershipControls", root: "OwnershipControls", initial: initialOwnership, missing: "OwnershipControlsNotFoundError", deletes: "s3:PutBucketOwnershipControls", accept: acceptOwnership},
		{parameter: "publicAccessBlock", noun: "PublicAccessBlock", right: "BucketPublicAccessBlock", root: "PublicAccessBlockConfiguration", missing: "NoSuchPublicAccessBlockConfiguration", deletes: "s3:PutBucketPublicAccessBlock", accept: acceptPublicAccessBlock, normal: normalAccessBlock},
		{parameter: "replication", noun: "BucketReplication", right: "ReplicationConfiguration", root: "ReplicationConfiguration", missing: "ReplicationConfigurationNotFoundError", digested: true, deletes: "s3:PutReplicationConfiguration"},
		{parameter: "requestPayment", noun: "BucketRequestPayment", right: "BucketRequestPayment", root: "RequestPaymentConfiguration", initial: "<Payer>BucketOwner</Payer>", accept: acceptPayment},
		{parameter: "tagging", noun: "BucketTagging", right: "BucketTagging", root: "Tagging", missing: "NoSuchTagSet", digested: true, deletes: "s3:PutBucketTagging", accept: acceptBucketTagging, normal: normalTagging},
		{parameter: "website", noun: "BucketWebsite", right: "BucketWebsite", root: "WebsiteConfiguration", missing: rule.CodeNoSuchWebsiteConfiguration, deletes: "s3:DeleteBucketWebsite", accept: acceptWebsite},
	}
}

// The documents of new buckets. S3 User Guide: Default encryption FAQ; Controlling ownership of
// objects and disabling ACLs.
const (
	initialEncryption = "<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule>"
	initialOwnership  = "<Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule>"
)

// routeConfiguration returns the operation on a configuration, if there is one.
func routeConfiguration(method, parameter string) (operation, bool) {
	for _, k := range configurations() {
		if k.parameter != parameter {
			continue
		}
		switch {
		case method == http.MethodGet:
			return operation{name: "Get" + k.noun, action: getobject.Action("s3:Get" + k.right), run: k.get}, true
		case method == http.MethodPut:
			return operation{name: "Put" + k.noun, action: getobject.Action("s3:Put" + k.right), run: k.put}, true
		case method == http.MethodDelete && k.deletes != "":
			name := "Delete" + k.noun
			if parameter == "lifecycle" {
				name = "DeleteBucketLifecycle"
			}
			return operation{name: name, action: getobject.Action(k.deletes), run: k.remove}, true
		}
	}
	return operation{}, false
}

// A kept document is one whose content is as a client wrote it.
type kept struct {
	XMLName xml.Name
	Content []byte `xml:",innerxml"`
}

// get tells a configuration.
func (k configuration) get(c *call) error {
	content, err := write.LookupConfiguration(c.ctx, c.h.Store, c.bucket.Name, k.parameter)
	if err == nil && content == nil {
		content = []byte(k.initial)
	}
	ok := len(content) > 0
	switch {
	case err != nil:
		return err
	case k.parameter == "cors":
		content, ok = corsContent(c.bucket.CORS), len(c.bucket.CORS) > 0
	case k.parameter == "requestPayment" && c.bucket.RequesterPays:
		content, ok = []byte("<Payer>Requester</Payer>"), true
	}
	if !ok && k.missing != "" {
		return refuse(k.missing, "BucketName", c.bucket.Name)
	}
	c.answer.document = kept{xml.Name{Space: namespace, Local: k.root}, content}
	return nil
}

// put replaces a configuration.
func (k configuration) put(c *call) error {
	var document kept
	if err := c.readConfiguration(&document, k.root, k.digested); err != nil {
		return err
	}
	if document.Content == nil {
		document.Content = []byte{}
	}
	if k.accept != nil {
		if err := k.accept(c, document.Content); err != nil {
			return err
		}
	}
	if k.normal != nil {
		document.Content = k.normal(document.Content)
	}
	if k.parameter == "tagging" {
		c.answer.status = http.StatusNoContent
	}
	return write.Configure(c.ctx, c.h.Store, c.bucket.Name, k.parameter, document.Content)
}

// readConfiguration reads a document, with the digest that S3 wants of some.
func (c *call) readConfiguration(into any, root string, digested bool) error {
	cl, err := c.readClaim()
	switch {
	case err != nil:
		return err
	case digested && cl.md5 == nil && cl.algorithm() == checksum.None:
		return say(rule.CodeInvalidRequest, "Missing required header for this request: Content-MD5")
	}
	return c.readDocument(cl, into, root, false)
}

// remove deletes a configuration. One that has an initial document other than nothing gets it
// back, but for the ownership, which then is not controlled.
func (k configuration) remove(c *call) error {
	c.answer.status = http.StatusNoContent
	if k.accept != nil {
		if err := k.accept(c, nil); err != nil {
			return err
		}
	}
	content := []byte{}
	if k.missing == "" {
		content = nil
	}
	return write.Configure(c.ctx, c.h.Store, c.bucket.Name, k.parameter, content)
}

// parse reads the content of a document into a structure.
func parse(content []byte, into any) error {
	d := xml.NewDecoder(io.MultiReader(bytes.NewReader([]byte("<x>")), bytes.NewReader(content), bytes.NewReader([]byte("</x>"))))
	if err := d.Decode(into); err != nil {
		return malformed(err)
	}
	return nil
}

// acceptAccelerate checks the state of transfer acceleration. S3
// PutBucketAccelerateConfiguration: Status.
func acceptAccelerate(c *call, content []byte) error {
	if strings.Contains(c.bucket.Name, ".") {
		return say(rule.CodeInvalidRequest, "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names")
	}
	var config struct{ Status string }
	if err := parse(content, &config); err != nil {
		return err
	}
	if config.Status != "Enabled" && config.Status != "Suspended" {
		return refuse("MalformedXML")
	}
	return nil
}

// An encryptionConfiguration is the default encryption of a bucket.
type encryptionConfiguration struct {
	Rule []struct {
		Default struct {
			Algorithm string `xml:"SSEAlgorithm"`
			KeyID     string `xml:"KMSMasterKeyID"`
		} `xml:"ApplyServerSideEncryptionByDefault"`
		BucketKey bool `xml:"BucketKeyEnabled"`
	}
}

// defaultEncryption returns how what is put without a word of it is encrypted: with SSE-S3 where
// the store keeps no configuration. S3 User Guide: Default encryption FAQ.
func (c *call) defaultEncryption() (algorithm, keyID string, bucketKey bool, err error) {
	content, err := write.LookupConfiguration(c.ctx, c.h.Store, c.bucket.Name, "encryption")
	if err != nil || len(content) == 0 {
		return string(sse.AES256), "", false, err
	}
	var config encryptionConfiguration
	if err := parse(content, &config); err != nil || len(config.Rule) != 1 {
		return string(sse.AES256), "", false, err
	}
	by := config.Rule[0]
	return by.Default.Algorithm, by.Default.KeyID, by.BucketKey, nil
}

// acceptEncryption checks the default encryption. S3 PutBucketEncryption: Rule.
func acceptEncryption(_ *call, content []byte) error {
	if content == nil {
		return nil
	}
	var config encryptionConfiguration
	if err := parse(content, &config); err != nil {
		return err
	}
	if len(config.Rule) != 1 {
		return refuse("MalformedXML")
	}
	switch by := config.Rule[0].Default; by.Algorithm {
	case "aws:kms", "aws:kms:dsse":
	case "AES256":
		if by.KeyID != "" {
			return badValue("a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse", "ApplyServerSideEncryptionByDefault")
		}
	default:
		return refuse("MalformedXML")
	}
	return nil
}

// acceptLifecycle checks that there are rules that S3 could have; nobody executes them. S3
// PutBucketLifecycleConfiguration: Rule.
func acceptLifecycle(_ *call, content []byte) error {
	if content == nil {
		return nil
	}
	var config struct {
		Rule []struct{ ID, Status string }
	}
	if err := parse(content, &config); err != nil {
		return err
	}
	if len(config.Rule) == 0 || len(config.Rule) > 1000 {
		return refuse("MalformedXML")
	}
	seen := make(map[string]bool)
	for _, r := range config.Rule {
		switch {
		case r.Status != "Enabled" && r.Status != "Disabled":
			return refuse("MalformedXML")
		case len(r.ID) > 255:
			return badArgument("ID length should not exceed allowed limit of 255", "ID", r.ID)
		case r.ID != "" && seen[r.ID]:
			return badArgument("Rule ID must be unique. Found same ID for more than one rule", "ID", r.ID)
		}
		seen[r.ID] = true
	}
	return nil
}

// acceptNotification checks the filters of a configuration, which notifies nobody. S3
// PutBucketNotificationConfiguration: FilterRule.
func acceptNotification(_ *call, content []byte) error {
	type target struct {
		Rules []struct{ Name, Value *string } `xml:"Filter>S3Key>FilterRule"`
	}
	var config struct {
		Topics    []target `xml:"TopicConfiguration"`
		Queues    []target `xml:"QueueConfiguration"`
		Functions []target `xml:"CloudFunctionConfiguration"`
	}
	if err := parse(content, &config); err != nil {
		return err
	}
	for _, t := range slices.Concat(config.Topics, config.Queues, config.Functions) {
		for _, r := range t.Rules {
			switch {
			case r.Name == nil || r.Value == nil:
				return refuse("MalformedXML")
			case !strings.EqualFold(*r.Name, "prefix") && !strings.EqualFold(*r.Name, "suffix"):
				return badArgument("filter rule name must be either prefix or suffix", "FilterRule.Name", *r.Name)
			}
		}
	}
	return nil
}

// acceptPayment makes requesters pay, or the owner. S3 PutBucketRequestPayment: Payer.
func acceptPayment(c *call, content []byte) error {
	var config struct{ Payer string }
	if err := parse(content, &config); err != nil {
		return err
	}
	if config.Payer != "Requester" && config.Payer != "BucketOwner" {
		return refuse("MalformedXML")
	}
	return write.UpdateBucket(c.ctx, c.h.Store, c.bucket.Name, func(b *store.Bucket) error {
		b.RequesterPays = config.Payer == "Requester"
		return nil
	})
}
