package sigv4_test

import (
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
)

// TestOrder sends two faults at once, of checks that follow each other. A vector has
// most of the other pairs.
func TestOrder(t *testing.T) {
	for _, tt := range []struct {
		credential    string
		header, query *rule.Rule
		late          time.Duration
	}{
		{credential: "AKIDOWNER/x//s3/aws4_request",
			header: sigv4.RuleAuthorizationScopeDate, query: sigv4.RulePresignedScopeDate},
		{credential: "AKIDOWNER/20260929//ec2/aws4_request",
			header: sigv4.RuleAuthorizationRegionEmpty, query: sigv4.RulePresignedRegionEmpty},
		{credential: "AKIDOWNER/20260929/r/ec2/aws4_request",
			header: sigv4.RuleAuthorizationRegion, query: sigv4.RulePresignedRegion},
		{credential: "AKIDOWNER/20260929/us-east-1/ec2/aws5_request",
			header: sigv4.RuleAuthorizationService, query: sigv4.RulePresignedService},
		{credential: "AKIDOWNER/20260928/us-east-1/s3/aws5_request",
			header: sigv4.RuleAuthorizationTerminal, query: sigv4.RulePresignedTerminal},
		{credential: "AKIDOWNER/20260928/us-east-1/s3/aws4_request",
			header: sigv4.RuleAuthorizationDay, query: sigv4.RulePresignedDay},
		{credential: "AKIDOWNER", late: time.Hour,
			header: sigv4.RuleAuthorizationSkew, query: sigv4.RulePresignedExpired},
		{credential: "AKIDOWNER", late: -time.Hour,
			header: sigv4.RuleAuthorizationSkew, query: sigv4.RulePresignedEarly},
	} {
		header := newMessage().sign().add("x-amz-unsigned", "1")
		value := header.get("Authorization")
		scope := header.accessKey + "/" + header.scope()
		header.set("Authorization", strings.Replace(value, scope, tt.credential, 1), false)
		if got, _ := authenticateAt(t, header, noon.Add(tt.late), nil); got != tt.header {
			t.Errorf("header, credential %s, %v late: %s, want %v", tt.credential, tt.late, nameOf(got), tt.header)
		}
		query := newMessage().presign().add("x-amz-unsigned", "1")
		query.set("X-Amz-Credential", tt.credential, true)
		if got, _ := authenticateAt(t, query, noon.Add(tt.late), nil); got != tt.query {
			t.Errorf("query, credential %s, %v late: %s, want %v", tt.credential, tt.late, nameOf(got), tt.query)
		}
	}
}
