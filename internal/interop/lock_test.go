package interop_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// TestWriteLock locks and unlocks versions with the SDK's operations.
func TestWriteLock(t *testing.T) {
	forEachScheme(t, func(t *testing.T, client *s3.Client) {
		ctx, bucket, key := t.Context(), aws.String("locked"), aws.String("k")
		must := func(_ any, err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: bucket, ObjectLockEnabledForBucket: aws.Bool(true)}))
		must(client.PutObjectLockConfiguration(ctx, &s3.PutObjectLockConfigurationInput{Bucket: bucket, ObjectLockConfiguration: &types.ObjectLockConfiguration{
			ObjectLockEnabled: types.ObjectLockEnabledEnabled,
			Rule:              &types.ObjectLockRule{DefaultRetention: &types.DefaultRetention{Mode: types.ObjectLockRetentionModeGovernance, Days: aws.Int32(1)}},
		}}))
		config, err := client.GetObjectLockConfiguration(ctx, &s3.GetObjectLockConfigurationInput{Bucket: bucket})
		if err != nil || config.ObjectLockConfiguration.Rule == nil || *config.ObjectLockConfiguration.Rule.DefaultRetention.Days != 1 {
			t.Fatalf("GetObjectLockConfiguration = %+v, %v, want 1 day", config, err)
		}
		put, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: key, Body: strings.NewReader("text"), ObjectLockLegalHoldStatus: types.ObjectLockLegalHoldStatusOn, ChecksumAlgorithm: types.ChecksumAlgorithmCrc32})
		if err != nil {
			t.Fatal(err)
		}
		kept, err := client.GetObjectRetention(ctx, &s3.GetObjectRetentionInput{Bucket: bucket, Key: key})
		if err != nil || kept.Retention.Mode != types.ObjectLockRetentionModeGovernance || time.Until(*kept.Retention.RetainUntilDate) < time.Hour {
			t.Fatalf("GetObjectRetention = %+v, %v, want a day of GOVERNANCE", kept, err)
		}
		gone := &s3.DeleteObjectInput{Bucket: bucket, Key: key, VersionId: put.VersionId, BypassGovernanceRetention: aws.Bool(true)}
		if _, err := client.DeleteObject(ctx, gone); code(err) != "AccessDenied" {
			t.Errorf("DeleteObject of what is held = %v, want AccessDenied", err)
		}
		must(client.PutObjectLegalHold(ctx, &s3.PutObjectLegalHoldInput{Bucket: bucket, Key: key, LegalHold: &types.ObjectLockLegalHold{Status: types.ObjectLockLegalHoldStatusOff}}))
		gone.BypassGovernanceRetention = nil
		if _, err := client.DeleteObject(ctx, gone); code(err) != "AccessDenied" {
			t.Errorf("DeleteObject of what is retained = %v, want AccessDenied", err)
		}
		must(client.PutObjectRetention(ctx, &s3.PutObjectRetentionInput{Bucket: bucket, Key: key, BypassGovernanceRetention: aws.Bool(true), Retention: &types.ObjectLockRetention{}}))
		must(client.DeleteObject(ctx, gone))
	})
}

// TestWriteProperties tags and restores objects and configures buckets with the SDK's operations.
func TestWriteProperties(t *testing.T) {
	forEachScheme(t, func(t *testing.T, client *s3.Client) {
		ctx, bucket, key := t.Context(), aws.String("books"), aws.String("k")
		must := func(_ any, err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(client.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: key, Body: strings.NewReader("text"), StorageClass: types.StorageClassGlacier}))
		set := &types.Tagging{TagSet: []types.Tag{{Key: aws.String("a"), Value: aws.String("b")}}}
		must(client.PutObjectTagging(ctx, &s3.PutObjectTaggingInput{Bucket: bucket, Key: key, Tagging: set}))
		if tags, err := client.GetObjectTagging(ctx, &s3.GetObjectTaggingInput{Bucket: bucket, Key: key}); err != nil || len(tags.TagSet) != 1 {
			t.Errorf("GetObjectTagging = %+v, %v, want one tag", tags, err)
		}
		must(client.DeleteObjectTagging(ctx, &s3.DeleteObjectTaggingInput{Bucket: bucket, Key: key}))
		restore := &s3.RestoreObjectInput{Bucket: bucket, Key: key, RestoreRequest: &types.RestoreRequest{Days: aws.Int32(1), GlacierJobParameters: &types.GlacierJobParameters{Tier: types.TierExpedited}}}
		must(client.RestoreObject(ctx, restore))
		if _, err := client.RestoreObject(ctx, restore); code(err) != "RestoreAlreadyInProgress" {
			t.Errorf("the second RestoreObject = %v, want RestoreAlreadyInProgress", err)
		}
		acl, err := client.GetObjectAcl(ctx, &s3.GetObjectAclInput{Bucket: bucket, Key: key})
		if err != nil || len(acl.Grants) != 1 || acl.Grants[0].Grantee.Type != types.TypeCanonicalUser || acl.Grants[0].Permission != types.PermissionFullControl {
			t.Errorf("GetObjectAcl = %+v, %v, want one grant of FULL_CONTROL", acl, err)
		}

		_, err = client.GetBucketTagging(ctx, &s3.GetBucketTaggingInput{Bucket: bucket})
		if code(err) != "NoSuchTagSet" {
			t.Errorf("GetBucketTagging = %v, want NoSuchTagSet", err)
		}
		must(client.PutBucketTagging(ctx, &s3.PutBucketTaggingInput{Bucket: bucket, Tagging: set}))
		must(client.PutBucketCors(ctx, &s3.PutBucketCorsInput{Bucket: bucket, CORSConfiguration: &types.CORSConfiguration{CORSRules: []types.CORSRule{{AllowedMethods: []string{"GET"}, AllowedOrigins: []string{"*"}}}}}))
		if rules, err := client.GetBucketCors(ctx, &s3.GetBucketCorsInput{Bucket: bucket}); err != nil || len(rules.CORSRules) != 1 || rules.CORSRules[0].AllowedMethods[0] != "GET" {
			t.Errorf("GetBucketCors = %+v, %v, want the rule", rules, err)
		}
		must(client.PutBucketLifecycleConfiguration(ctx, &s3.PutBucketLifecycleConfigurationInput{Bucket: bucket, LifecycleConfiguration: &types.BucketLifecycleConfiguration{Rules: []types.LifecycleRule{
			{ID: aws.String("a"), Status: types.ExpirationStatusEnabled, Filter: &types.LifecycleRuleFilter{Prefix: aws.String("p")}, Expiration: &types.LifecycleExpiration{Days: aws.Int32(1)}},
		}}}))
		if rules, err := client.GetBucketLifecycleConfiguration(ctx, &s3.GetBucketLifecycleConfigurationInput{Bucket: bucket}); err != nil || len(rules.Rules) != 1 || *rules.Rules[0].Filter.Prefix != "p" {
			t.Errorf("GetBucketLifecycleConfiguration = %+v, %v, want the rule", rules, err)
		}
		must(client.DeletePublicAccessBlock(ctx, &s3.DeletePublicAccessBlockInput{Bucket: bucket}))
		const public = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::books/*"}]}`
		must(client.PutBucketPolicy(ctx, &s3.PutBucketPolicyInput{Bucket: bucket, Policy: aws.String(public)}))
		if p, err := client.GetBucketPolicy(ctx, &s3.GetBucketPolicyInput{Bucket: bucket}); err != nil || *p.Policy != public {
			t.Errorf("GetBucketPolicy = %+v, %v, want the policy", p, err)
		}
		if p, err := client.GetBucketPolicyStatus(ctx, &s3.GetBucketPolicyStatusInput{Bucket: bucket}); err != nil || !*p.PolicyStatus.IsPublic {
			t.Errorf("GetBucketPolicyStatus = %+v, %v, want public", p, err)
		}
		encryption, err := client.GetBucketEncryption(ctx, &s3.GetBucketEncryptionInput{Bucket: bucket})
		if err != nil || encryption.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.SSEAlgorithm != types.ServerSideEncryptionAes256 {
			t.Errorf("GetBucketEncryption = %+v, %v, want AES256", encryption, err)
		}
	})
}
