package main

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"time"
)

// What is read, and the customer's key that it is read with.
const (
	objects = `{
		"principals": [{"name": "reader", "accessKey": "AKIDREADER", "secretKey": "secret", "actions": ["s3:GetObjectVersion"]}],
		"buckets": [{"name": "b", "versioning": "enabled", "objects": [{"key": "k", "versions": [{
			"versionId": "XKGIP7hrzRLxG05rHdmIC8LX3ygTgEIa",
			"lastModified": "2026-01-02T03:04:05Z",
			"content": {"size": 1048576},
			"sse": {"customerKey": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="}
		}]}]}]
	}`
	customerKey = "0123456789abcdef0123456789abcdef"
)

// newRequest returns the request, signed now.
func newRequest() *http.Request {
	const (
		names = "host;range;x-amz-content-sha256;x-amz-date;x-amz-server-side-encryption-customer-algorithm;x-amz-server-side-encryption-customer-key;x-amz-server-side-encryption-customer-key-md5"
		id    = "XKGIP7hrzRLxG05rHdmIC8LX3ygTgEIa"
	)
	digest := md5.Sum([]byte(customerKey))
	key, keyMD5 := base64.StdEncoding.EncodeToString([]byte(customerKey)), base64.StdEncoding.EncodeToString(digest[:])
	now := time.Now().UTC()
	date, day := now.Format("20060102T150405Z"), now.Format("20060102")

	r := httptest.NewRequest(http.MethodGet, "https://s3.amazonaws.com/b/k?versionId="+id, nil)
	r.Header.Set("Range", "bytes=0-9")
	r.Header.Set("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
	r.Header.Set("X-Amz-Date", date)
	r.Header.Set("X-Amz-Server-Side-Encryption-Customer-Algorithm", "AES256")
	r.Header.Set("X-Amz-Server-Side-Encryption-Customer-Key", key)
	r.Header.Set("X-Amz-Server-Side-Encryption-Customer-Key-Md5", keyMD5)

	canonical := sha256.Sum256([]byte("GET\n/b/k\nversionId=" + id + "\n" +
		"host:s3.amazonaws.com\nrange:bytes=0-9\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:" + date + "\n" +
		"x-amz-server-side-encryption-customer-algorithm:AES256\n" +
		"x-amz-server-side-encryption-customer-key:" + key + "\n" +
		"x-amz-server-side-encryption-customer-key-md5:" + keyMD5 + "\n\n" + names + "\nUNSIGNED-PAYLOAD"))
	scope := day + "/us-east-1/s3/aws4_request"
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDREADER/"+scope+", SignedHeaders="+names+
		", Signature="+signature(day, "AWS4-HMAC-SHA256\n"+date+"\n"+scope+"\n"+hex.EncodeToString(canonical[:])))
	return r
}

// signature signs text with the key of a day.
func signature(day, text string) string {
	mac := []byte("AWS4secret")
	for _, part := range []string{day, "us-east-1", "s3", "aws4_request", text} {
		h := hmac.New(sha256.New, mac)
		h.Write([]byte(part))
		mac = h.Sum(nil)
	}
	return hex.EncodeToString(mac)
}
